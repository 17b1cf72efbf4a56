//! One row for each header parameter and claim of Entra's tokens. Sources:
//! Microsoft's access token, ID token and optional claims references, and
//! "Agent token claims"; what is marked observed was seen in published tokens
//! and is documented nowhere.

mod lookup;

pub use lookup::{claim, header};

use super::claim_values as values;
use ClaimGroup::{Agent, ForWhat, Internal, Powers, Session, When, Who};
use Status::{Documented, Observed, Uncertain};

/// How sure a meaning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Documented by Microsoft or by an RFC.
    Documented,
    /// Seen in tokens; documented nowhere.
    Observed,
    /// A single source, or sources that disagree.
    Uncertain,
}

impl Status {
    /// The words beside a meaning; none for documented ones.
    #[must_use]
    pub const fn note(self) -> Option<&'static str> {
        match self {
            Self::Documented => None,
            Self::Observed => Some("observed, undocumented"),
            Self::Uncertain => Some("uncertain"),
        }
    }
}

/// The groups of the claims table, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimGroup {
    /// Who acts, and as whom.
    Who,
    /// For which API and by which issuer.
    ForWhat,
    /// What the token allows.
    Powers,
    /// Since when, until when.
    When,
    /// What marks agents.
    Agent,
    /// The sign-in behind the token.
    Session,
    /// Microsoft's own use; folded.
    Internal,
}

impl ClaimGroup {
    /// Every group, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Who,
        Self::ForWhat,
        Self::Powers,
        Self::When,
        Self::Agent,
        Self::Session,
        Self::Internal,
    ];

    /// The heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Who => "Who",
            Self::ForWhat => "For what",
            Self::Powers => "Powers",
            Self::When => "When",
            Self::Agent => "Agent",
            Self::Session => "Session",
            Self::Internal => "Internal",
        }
    }
}

/// The meaning of one value of a claim.
#[derive(Debug, PartialEq, Eq)]
pub struct ValueRow {
    /// The value as text.
    pub value: &'static str,
    /// What it means; continues "value: …".
    pub meaning: &'static str,
    /// How sure that is.
    pub status: Status,
}

/// How a claim's value is explained beyond its general meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Not at all.
    Plain,
    /// A NumericDate (RFC 7519 section 2).
    Time,
    /// A number of seconds.
    Seconds,
    /// An application, user or tenant id, or an App ID URI.
    Id,
    /// One value, a list, or words with spaces between, each with a row.
    Values(&'static [ValueRow]),
    /// Integers of which only odd ones count, each with a row.
    Facets(&'static [ValueRow]),
    /// Directory role template ids.
    Roles,
    /// A subject, which may be a path.
    Subject,
    /// An issuer, which tells the version.
    Issuer,
    /// Base64url of a GUID.
    PackedGuid,
    /// The layout of `rh`.
    Reuse,
}

/// One header parameter or claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimInfo {
    /// The wire name.
    pub name: &'static str,
    /// Where the row stands.
    pub group: ClaimGroup,
    /// What it means.
    pub meaning: &'static str,
    /// How sure that is.
    pub status: Status,
    /// How its value is explained.
    pub form: Form,
}

const fn c(group: ClaimGroup, name: &'static str, form: Form, meaning: &'static str) -> ClaimInfo {
    ClaimInfo { name, group, meaning, status: Documented, form }
}

const fn o(group: ClaimGroup, name: &'static str, form: Form, meaning: &'static str) -> ClaimInfo {
    ClaimInfo { name, group, meaning, status: Observed, form }
}

const fn u(group: ClaimGroup, name: &'static str, form: Form, meaning: &'static str) -> ClaimInfo {
    ClaimInfo { name, group, meaning, status: Uncertain, form }
}

use Form::{Facets, Id, Issuer, PackedGuid, Plain, Reuse, Roles, Seconds, Subject, Time, Values};

const CLIENT: &str = "The application that asked for the token. With agents: the agent identity.";
const PROOF: &str = "How that application proved itself.";
const OIDC: &str = "A general OpenID Connect claim; Entra does not send it by default.";
const LOGIN: &str = "The login name. It can change, so do not use it as a key.";
const COUNTRY: &str = "Country of the account, as two letters.";

/// Header parameters.
pub const HEADERS: &[ClaimInfo] = &[
    c(Internal, "typ", Plain, "The type of the token; Entra writes JWT."),
    c(
        Internal,
        "alg",
        Plain,
        "The algorithm of the signature. Entra signs with RS256; client assertions also use PS256.",
    ),
    c(Internal, "kid", Plain, "Which of the issuer's published keys signed the token."),
    c(Internal, "x5t", Plain, "The same value as kid; only in v1.0 tokens."),
    c(
        Internal,
        "x5t#S256",
        Plain,
        "SHA-256 thumbprint of the certificate that signed a client assertion.",
    ),
    c(Internal, "x5c", Plain, "The certificate chain of a client assertion."),
    o(
        Internal,
        "nonce",
        Plain,
        "Marks a token for Microsoft Graph that only Graph can verify, by design.",
    ),
    c(Internal, "enc", Plain, "The algorithm that encrypts the content."),
    c(Internal, "zip", Plain, "The content is compressed."),
    c(Internal, "cty", Plain, "The type of the content; JWT says that a token is nested inside."),
    c(
        Internal,
        "jwk",
        Plain,
        "A key in the token itself. It proves nothing: anyone can put one there.",
    ),
    c(
        Internal,
        "jku",
        Plain,
        "An address of keys, chosen by whoever wrote the token. It is never fetched.",
    ),
    c(
        Internal,
        "x5u",
        Plain,
        "An address of a certificate, chosen by whoever wrote the token. It is never fetched.",
    ),
    c(
        Internal,
        "crit",
        Plain,
        "Names of header parameters that a reader must understand or refuse the token.",
    ),
];

/// Claims, in the order of the groups.
pub const CLAIMS: &[ClaimInfo] = &[
    c(Who, "appid", Id, CLIENT),
    c(Who, "azp", Id, CLIENT),
    c(Who, "appidacr", Values(values::CLIENT_PROOF), PROOF),
    c(Who, "azpacr", Values(values::CLIENT_PROOF), PROOF),
    c(Who, "app_displayname", Plain, "Display name of the application that asked."),
    c(Who, "idtyp", Values(values::IDTYP), "Whether the token speaks for an app or a user."),
    c(
        Who,
        "oid",
        Id,
        "The directory object of the subject: a user, a service principal, an agent identity or an agent user.",
    ),
    c(
        Who,
        "sub",
        Subject,
        "The subject. For a user it differs from app to app; for an app it is the object id.",
    ),
    c(Who, "tid", Id, "The tenant the token was issued in."),
    c(Who, "name", Plain, "Display name of the user."),
    c(Who, "preferred_username", Plain, LOGIN),
    c(Who, "unique_name", Plain, LOGIN),
    c(Who, "upn", Plain, "User principal name. It can change, so do not use it as a key."),
    c(Who, "given_name", Plain, "First name."),
    c(Who, "family_name", Plain, "Last name."),
    c(Who, "email", Plain, "Email address; not verified by default."),
    c(Who, "acct", Values(values::ACCT), "The user's relation to the tenant."),
    c(Who, "idp", Plain, "The identity provider of the subject, where it is not the issuer."),
    c(Who, "onprem_sid", Plain, "Security identifier of the user on premises."),
    c(Who, "verified_primary_email", Plain, "Verified email addresses of the user."),
    c(Who, "verified_secondary_email", Plain, "Further verified email addresses of the user."),
    c(Who, "xms_edov", Plain, "Whether the owner of the email's domain has been verified."),
    c(Who, "gender", Plain, OIDC),
    c(Who, "birthdate", Plain, OIDC),
    c(Who, "picture", Plain, "A general OpenID Connect claim. The address is never fetched."),
    c(Who, "xms_mirid", Plain, "Resource id of the managed identity; marks its tokens."),
    c(
        ForWhat,
        "aud",
        Id,
        "The audience: the one API, or for an ID token the client, that may accept the token.",
    ),
    c(ForWhat, "iss", Issuer, "The issuer, with its tenant."),
    c(ForWhat, "ver", Values(values::VERSION), "The version of the token, chosen by the API."),
    c(Powers, "scp", Plain, "Delegated permissions: what the app may do for the user."),
    c(Powers, "roles", Plain, "Application permissions of an app, or app roles of a user."),
    c(Powers, "wids", Roles, "Directory roles of the subject."),
    c(Powers, "groups", Plain, "Object ids of the subject's groups."),
    c(
        Powers,
        "hasgroups",
        Plain,
        "The user is in more groups than fit; ask Microsoft Graph for them.",
    ),
    c(Powers, "_claim_names", Plain, "Claims that did not fit into the token, usually groups."),
    c(
        Powers,
        "_claim_sources",
        Plain,
        "Where the claims that did not fit can be asked for. Never fetched here.",
    ),
    c(When, "iat", Time, "Issued at."),
    c(When, "nbf", Time, "Not valid before."),
    c(When, "exp", Time, "Expires."),
    c(When, "auth_time", Time, "When the user last signed in."),
    c(When, "pwd_exp", Seconds, "Until the password expires."),
    c(
        Agent,
        "xms_par_app_azp",
        Id,
        "The blueprint of the acting agent. All its agents share it, so do not authorise by it alone.",
    ),
    c(Agent, "xms_act_fct", Facets(values::FACETS), "What the acting application is."),
    c(Agent, "xms_sub_fct", Facets(values::FACETS), "What the subject is."),
    o(Agent, "xms_tnt_fct", Facets(&[]), "What the tenant is; the values are not documented."),
    c(Agent, "xms_idrel", Facets(values::RELATIONS), "The subject's relation to the API's tenant."),
    c(Session, "acr", Values(values::ACR), "Strength of the sign-in."),
    c(Session, "acrs", Values(values::ACRS), "Authentication contexts that the sign-in satisfied."),
    c(Session, "amr", Values(values::AMR), "How the user signed in."),
    c(
        Session,
        "nonce",
        Plain,
        "Repeats the nonce of the sign-in request; the client must compare them.",
    ),
    c(Session, "c_hash", Plain, "Ties the ID token to the code that came with it."),
    c(Session, "at_hash", Plain, "Ties the ID token to the access token that came with it."),
    c(Session, "sid", Plain, "The sign-in session."),
    c(
        Session,
        "login_hint",
        Plain,
        "Opaque name of the account; send it back as login_hint or logout_hint.",
    ),
    c(Session, "ipaddr", Plain, "The address the user signed in from. Personal data."),
    c(Session, "in_corp", Plain, "Whether the request came from the company's network."),
    c(Session, "fwd", Plain, "The forwarded address of the client."),
    c(Session, "vnet", Plain, "The virtual network of the client."),
    c(Session, "deviceid", Id, "The registered device."),
    c(Session, "signin_state", Values(values::SIGNIN_STATE), "State of the sign-in."),
    c(Session, "xms_cc", Values(values::CAPABILITIES), "What the client can handle."),
    c(Session, "platf", Values(values::PLATFORM), "The device's platform."),
    c(Session, "pwd_url", Plain, "Where the password can be changed. Never fetched here."),
    c(Session, "ctry", Plain, COUNTRY),
    c(Session, "tenant_ctry", Plain, "Country of the tenant, as two letters."),
    c(Session, "tenant_region_scope", Plain, "Region of the tenant, such as NA, EU or AS."),
    c(Session, "xms_pdl", Plain, "Preferred location of the user's data."),
    c(Session, "xms_pl", Plain, "The user's preferred language."),
    c(Session, "xms_tpl", Plain, "The tenant's preferred language."),
    c(Session, "ztdid", Plain, "The device's Windows Autopilot id."),
    c(Session, "polids", Plain, "Conditional Access policies to satisfy."),
    c(Session, "capolids", Plain, "Conditional Access policies to satisfy."),
    c(Internal, "aio", Plain, "Entra's own record for reusing tokens. Ignore it."),
    o(Internal, "rh", Reuse, "Entra's own use. It still names the tenant when tid is removed."),
    c(
        Internal,
        "uti",
        PackedGuid,
        "The token's identifier; the sign-in log shows it as the unique token identifier.",
    ),
    c(Internal, "jti", Plain, "The identifier of an assertion."),
    c(Internal, "puid", Plain, "An older id of the user."),
    u(Internal, "xms_ssm", Plain, "A mark of the session mode for continuous access evaluation."),
    o(Internal, "xms_st", Plain, "A second subject of the user. Entra's own use."),
    o(Internal, "xms_tcdt", Time, "When the tenant was created."),
    o(Internal, "xms_tdbr", Plain, "Region of the tenant's data boundary."),
    u(Internal, "xms_acd", Time, "Probably when the application was created."),
    u(Internal, "xms_pftexp", Time, "A time of Entra's own use."),
    o(Internal, "xms_ftd", Plain, "Opaque bytes with a region at the end. Entra's own use."),
    o(
        Internal,
        "xms_ficinfo",
        Plain,
        "Marks tokens that can serve as a federated credential. Entra's own use.",
    ),
    o(Internal, "xms_rd", Plain, "Compressed data of Entra's own use, in agents' tokens."),
];

#[cfg(test)]
mod tests {
    use super::{CLAIMS, HEADERS, claim, header};

    #[test]
    fn every_row_occurs_once_is_found_and_ends_with_a_full_stop() {
        for table in [CLAIMS, HEADERS] {
            for info in table {
                let same = table.iter().filter(|other| other.name == info.name).count();
                assert_eq!(same, 1, "{}", info.name);
                assert!(info.meaning.ends_with('.'), "{}", info.meaning);
            }
        }
        for info in CLAIMS {
            assert_eq!(claim(info.name), Some(*info));
        }
        for info in HEADERS {
            assert_eq!(header(info.name), Some(*info));
        }
        assert!(claim("AUD").is_none(), "names are exact");
    }
}

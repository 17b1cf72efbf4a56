//! Where a request goes: clouds as a table, addresses as data.
//!
//! An address is never glued together from text that somebody typed. The
//! tenant is the only variable part, and [`TenantSegment`] admits nothing that
//! could change the meaning of the path.

use std::fmt;

use crate::crossing::crossing;
use crate::search;

/// A Microsoft cloud with its own sign-in host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Cloud {
    /// The worldwide cloud, US GCC included.
    #[default]
    Public,
    /// Azure Government, L4 and GCC High.
    UsGov,
    /// Azure Government, L5 (Department of Defense).
    UsGovDod,
    /// Azure operated by 21Vianet.
    China,
    /// Bleu, France.
    Bleu,
    /// Delos, Germany.
    Delos,
    /// GovSG, Singapore.
    GovSg,
}

crossing! {
    enum Cloud { Public, UsGov, UsGovDod, China, Bleu, Delos, GovSg }
}

/// The addresses of one cloud. What is not known is `None`, never a guess.
#[derive(Debug)]
pub struct CloudRow {
    /// The cloud.
    pub cloud: Cloud,
    /// Its id in links, presets and the JSON programs.
    pub id: &'static str,
    /// Its name for the reader.
    pub name: &'static str,
    /// The origin of the sign-in host.
    pub authority: &'static str,
    /// The origin of Microsoft Graph.
    pub graph: &'static str,
    /// The origin of Azure Resource Manager.
    pub resource_manager: Option<&'static str>,
    /// The App ID URI of the token exchange: the audience asked for in an
    /// exchange token.
    pub exchange_audience: Option<&'static str>,
}

/// Every cloud, the public one first.
pub static CLOUDS: [CloudRow; 7] = [
    CloudRow {
        cloud: Cloud::Public,
        id: "public",
        name: "Public",
        authority: "https://login.microsoftonline.com",
        graph: "https://graph.microsoft.com",
        resource_manager: Some("https://management.azure.com"),
        exchange_audience: Some("api://AzureADTokenExchange"),
    },
    CloudRow {
        cloud: Cloud::UsGov,
        id: "us-gov",
        name: "US Government (L4)",
        authority: "https://login.microsoftonline.us",
        graph: "https://graph.microsoft.us",
        resource_manager: Some("https://management.usgovcloudapi.net"),
        exchange_audience: Some("api://AzureADTokenExchangeUSGov"),
    },
    CloudRow {
        cloud: Cloud::UsGovDod,
        id: "us-gov-dod",
        name: "US Government DoD (L5)",
        authority: "https://login.microsoftonline.us",
        graph: "https://dod-graph.microsoft.us",
        resource_manager: Some("https://management.usgovcloudapi.net"),
        exchange_audience: Some("api://AzureADTokenExchangeUSGov"),
    },
    CloudRow {
        cloud: Cloud::China,
        id: "china",
        name: "China (21Vianet)",
        authority: "https://login.partner.microsoftonline.cn",
        graph: "https://microsoftgraph.chinacloudapi.cn",
        resource_manager: Some("https://management.chinacloudapi.cn"),
        exchange_audience: Some("api://AzureADTokenExchangeChina"),
    },
    CloudRow {
        cloud: Cloud::Bleu,
        id: "bleu",
        name: "Bleu (France)",
        authority: "https://login.sovcloud-identity.fr",
        graph: "https://graph.svc.sovcloud.fr",
        resource_manager: Some("https://management.sovcloud-api.fr"),
        exchange_audience: Some("api://AzureADTokenExchangeFrance"),
    },
    CloudRow {
        cloud: Cloud::Delos,
        id: "delos",
        name: "Delos (Germany)",
        authority: "https://login.sovcloud-identity.de",
        graph: "https://graph.svc.sovcloud.de",
        resource_manager: Some("https://management.sovcloud-api.de"),
        exchange_audience: Some("api://AzureADTokenExchangeGermany"),
    },
    CloudRow {
        cloud: Cloud::GovSg,
        id: "gov-sg",
        name: "GovSG (Singapore)",
        authority: "https://login.sovcloud-identity.sg",
        graph: "https://graph.svc.sovcloud.sg",
        resource_manager: None,
        exchange_audience: None,
    },
];

/// The API of the simulated tenant that says whom it takes its caller for. A name
/// that nobody can own (RFC 2606 2), so no token ever goes there over a network.
pub const ECHO: &str = "https://echo.contoso.example";

impl Cloud {
    /// The row of this cloud.
    #[must_use]
    pub fn row(self) -> &'static CloudRow {
        // Every variant has a row; a test proves it, so the fallback is never taken.
        CLOUDS.iter().find(|row| row.cloud == self).unwrap_or(&CLOUDS[0])
    }

    /// The cloud of an id such as `us-gov`.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        CLOUDS.iter().find(|row| row.id == id).map(|row| row.cloud)
    }
}

/// The host that answers: a cloud's, or one that a deployment configured.
///
/// Holds an origin (`https://host[:port]`), without a trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority(String);

impl Authority {
    /// The sign-in host of a cloud.
    #[must_use]
    pub fn of(cloud: Cloud) -> Self {
        Self(cloud.row().authority.to_owned())
    }

    /// An authority that the deployment's configuration names. Accepts
    /// `https://host[:port]`, and `http` for loopback hosts alone.
    ///
    /// # Errors
    /// [`AuthorityProblem`] says what an origin may not contain.
    pub fn parse(origin: &str) -> Result<Self, AuthorityProblem> {
        let host = match (origin.strip_prefix("https://"), origin.strip_prefix("http://")) {
            (Some(host), _) => host,
            (None, Some(host)) => {
                let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
                if !matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
                    return Err(AuthorityProblem::NotSecure);
                }
                host
            }
            (None, None) => return Err(AuthorityProblem::NoScheme),
        };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        if host.is_empty() || !host.bytes().all(plain) {
            return Err(AuthorityProblem::NotAnOrigin);
        }
        Ok(Self(origin.to_owned()))
    }

    /// The origin, without a trailing slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// The host and port, as a reader would name the place.
    #[must_use]
    pub fn host(&self) -> &str {
        search::split_once(&self.0, "://").map_or(&self.0, |(_, host)| host)
    }
}

/// Why a text is no authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityProblem {
    /// Neither `https://` nor `http://`.
    #[error("an authority starts with https://")]
    NoScheme,
    /// Plain http to a host that is not this machine.
    #[error("an authority is reached over https, unless it runs on this machine")]
    NotSecure,
    /// A path, a user name or other text beside host and port.
    #[error("an authority is a scheme, a host and perhaps a port, and nothing else")]
    NotAnOrigin,
}

/// The path segment that names a tenant: a GUID, a verified domain, or one of
/// `common`, `organizations`, `consumers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantSegment(String);

/// Why a text cannot be the tenant segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TenantProblem {
    /// Nothing was given.
    #[error("Enter the tenant: its GUID, or a domain such as contoso.example.")]
    Empty,
    /// Longer than a path segment of Entra can be.
    #[error("This tenant is longer than 254 characters; a GUID or a domain name is shorter.")]
    TooLong,
    /// A character that would break the path.
    #[error(
        "A tenant is a GUID or a domain: letters, digits, dots and hyphens, beginning and ending with a letter or digit. Remove everything else, such as spaces, slashes or a host name."
    )]
    Unsafe,
    /// It ends with a dot or a hyphen, as every domain and GUID does while it is
    /// typed.
    #[error("A tenant ends with a letter or a digit. Finish it, or remove the last character.")]
    Unfinished,
}

impl TenantSegment {
    /// Admits what cannot change the path: letters, digits, dots and hyphens,
    /// a letter or digit at both ends, no two dots in a row.
    ///
    /// # Errors
    /// [`TenantProblem`] is a sentence for the reader.
    pub fn parse(text: &str) -> Result<Self, TenantProblem> {
        let bytes = text.as_bytes();
        match (bytes.first(), bytes.last()) {
            (Some(first), Some(last)) => {
                if bytes.len() > 254 {
                    return Err(TenantProblem::TooLong);
                }
                let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
                if !first.is_ascii_alphanumeric()
                    || !bytes.iter().all(inside)
                    || search::contains(text, "..")
                {
                    Err(TenantProblem::Unsafe)
                } else if last.is_ascii_alphanumeric() {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(TenantProblem::Unfinished)
                }
            }
            _ => Err(TenantProblem::Empty),
        }
    }

    /// The segment as it stands in the path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for many tenants at once (`common`, `organizations`,
    /// `consumers`), which flows without a person in them cannot use.
    #[must_use]
    pub fn stands_for_many(&self) -> bool {
        matches!(self.0.as_str(), "common" | "organizations" | "consumers")
    }
}

/// Which address of the authority is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// Where a person signs in (RFC 6749 3.1).
    Authorize,
    /// RFC 6749 3.2, in Entra's version 2.0: `fmi_path` and `user_fic` are
    /// understood only here.
    Token,
    /// Device authorization (RFC 8628 3.1).
    DeviceCode,
    /// Where an administrator consents for the whole tenant.
    AdminConsent,
    /// Where a session ends (OpenID Connect RP-Initiated Logout 2).
    Logout,
    /// The OpenID Connect metadata (OpenID Connect Discovery 4).
    Metadata,
    /// The signing keys (RFC 7517 5).
    Keys,
}

impl EndpointKind {
    /// Every endpoint.
    pub const ALL: [Self; 7] = [
        Self::Authorize,
        Self::Token,
        Self::DeviceCode,
        Self::AdminConsent,
        Self::Logout,
        Self::Metadata,
        Self::Keys,
    ];

    /// The path behind the tenant segment.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Authorize => "/oauth2/v2.0/authorize",
            Self::Token => "/oauth2/v2.0/token",
            Self::DeviceCode => "/oauth2/v2.0/devicecode",
            Self::AdminConsent => "/v2.0/adminconsent",
            Self::Logout => "/oauth2/v2.0/logout",
            Self::Metadata => "/v2.0/.well-known/openid-configuration",
            Self::Keys => "/discovery/v2.0/keys",
        }
    }

    /// The tenant segment and the endpoint of a path; `None` for any other path.
    #[must_use]
    pub fn of_path(path: &str) -> Option<(TenantSegment, Self)> {
        let path = path.strip_prefix('/')?;
        let (tenant, rest) = path.split_at(path.find('/')?);
        let kind = Self::ALL.into_iter().find(|kind| kind.path() == rest)?;
        Some((TenantSegment::parse(tenant).ok()?, kind))
    }
}

/// One address: who answers, for which tenant, at which endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The host.
    pub authority: Authority,
    /// The tenant segment.
    pub tenant: TenantSegment,
    /// The endpoint.
    pub kind: EndpointKind,
}

impl Endpoint {
    /// The path, as sent in the request line.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/{}{}", self.tenant.as_str(), self.kind.path())
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.authority.origin(), self.tenant.as_str(), self.kind.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_has_its_own_row() {
        for row in &CLOUDS {
            assert_eq!(row.cloud.row().id, row.id);
            assert_eq!(Cloud::parse(row.id), Some(row.cloud));
            assert_eq!(Authority::parse(row.authority), Ok(Authority::of(row.cloud)));
        }
    }

    #[test]
    fn a_tenant_that_would_change_the_path_is_refused() {
        for text in [
            "..",
            "a..b",
            "a/b",
            "a%2fb",
            "a\\b",
            "a?b",
            "a#b",
            "a@b",
            "a;b",
            "a b",
            " a",
            "a\n",
            "a\0",
            "tenänt",
            ".a",
            "-a",
            "https://contoso.example",
        ] {
            assert_eq!(TenantSegment::parse(text), Err(TenantProblem::Unsafe), "{text:?}");
        }
        assert_eq!(TenantSegment::parse("contoso."), Err(TenantProblem::Unfinished));
        assert_eq!(TenantSegment::parse("3c0f8a52-"), Err(TenantProblem::Unfinished));
        assert_eq!(TenantSegment::parse(""), Err(TenantProblem::Empty));
        assert_eq!(TenantSegment::parse(&"a".repeat(255)), Err(TenantProblem::TooLong));
    }

    #[test]
    fn an_authority_is_an_origin_over_https_or_on_this_machine() {
        assert!(Authority::parse("http://127.0.0.1:9000").is_ok());
        assert!(Authority::parse("http://localhost").is_ok());
        for (text, problem) in [
            ("login.microsoftonline.com", AuthorityProblem::NoScheme),
            ("http://127.0.0.1.attacker.example", AuthorityProblem::NotSecure),
            ("https://user@host", AuthorityProblem::NotAnOrigin),
            ("https://host/path", AuthorityProblem::NotAnOrigin),
            ("https://", AuthorityProblem::NotAnOrigin),
        ] {
            assert_eq!(Authority::parse(text), Err(problem), "{text}");
        }
    }
}

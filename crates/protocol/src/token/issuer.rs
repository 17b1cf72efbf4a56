//! Issuers: Entra's by their hosts, and those that only look like one of them.

use super::jws::ReadToken;
use crate::crossing::crossing;
use crate::endpoint::Cloud;

/// Who has the keys of a token: a sign-in host of Entra's, by its cloud (RFC 8725
/// section 3.8: never a host that only the token names), and a tenant there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySource {
    /// The cloud; the public one for a token of the simulated Entra.
    pub cloud: Cloud,
    /// What the token says of its tenant, unchecked.
    pub tenant: String,
}

crossing! {
    struct KeySource { cloud, tenant }
}

impl KeySource {
    /// Who has the keys of this token; `simulated` where the simulated Entra made
    /// it. `None` for issuers that are not Entra's, whose keys can only be pasted.
    pub(crate) fn of(token: &ReadToken, simulated: bool) -> Option<Self> {
        let text = |name| token.claims.str(name).unwrap_or_default();
        let (issuer, tid) = (text("iss"), text("tid"));
        let (cloud, tenant) = match simulated {
            true => (Cloud::Public, &*tid),
            false => key_cloud(&issuer)?,
        };
        Some(Self { cloud, tenant: tenant.to_owned() })
    }
}

const HOSTS: [&str; 6] = [
    "login.microsoftonline.com",
    "sts.windows.net",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
    "sts.chinacloudapi.cn",
];

/// The tenant of an issuer of Entra's; `None` for other issuers.
pub(super) fn entra_issuer(issuer: &str) -> Option<&str> {
    let (host, path) = issuer.strip_prefix("https://")?.split_once('/')?;
    let tenant = path.split('/').next().filter(|tenant| !tenant.is_empty());
    tenant.filter(|_| HOSTS.contains(&host))
}

/// The cloud of an issuer of Entra's, and the tenant; `None` for other issuers.
fn key_cloud(issuer: &str) -> Option<(Cloud, &str)> {
    let tenant = entra_issuer(issuer)?;
    let cloud = if issuer.starts_with("https://login.microsoftonline.us/") {
        Cloud::UsGov
    } else if issuer.contains("chinacloudapi.cn/") || issuer.contains(".microsoftonline.cn/") {
        Cloud::China
    } else {
        Cloud::Public
    };
    Some((cloud, tenant))
}

/// Whether an issuer's host has foreign letters, or one of Entra's hosts in it
/// without being of that host. Digits and hyphens are read as the eye reads them.
pub(super) fn is_lookalike(issuer: &str) -> bool {
    let (scheme, rest) = issuer.split_once("://").unwrap_or(("https", issuer));
    let host = rest.split('/').next().unwrap_or_default();
    let seen: String = host
        .chars()
        .filter(|c| *c != '-')
        .map(|c| match c {
            '0' => 'o',
            '1' => 'l',
            other => other.to_ascii_lowercase(),
        })
        .collect();
    let within = |known: &&str| {
        host.strip_suffix(*known).is_some_and(|before| before.is_empty() || before.ends_with('.'))
            && scheme == "https"
            && !host.contains('@')
    };
    !host.is_ascii()
        || host.contains("xn--")
        || HOSTS.iter().any(|known| seen.contains(known) && !within(known))
}

/// Whether an issuer of Entra's has the form of v2.0 tokens. The host does not
/// tell: in US government clouds both versions may share one.
pub(super) fn is_version_2(issuer: &str) -> bool {
    issuer.trim_end_matches('/').ends_with("/v2.0")
}

#[cfg(test)]
mod tests {
    use super::{entra_issuer, is_lookalike, key_cloud};

    #[test]
    fn keys_are_only_where_entra_has_them() {
        for (issuer, expected) in [
            ("https://sts.windows.net/x/", Some(("https://login.microsoftonline.com", "x"))),
            (
                "https://login.microsoftonline.us/x/v2.0",
                Some(("https://login.microsoftonline.us", "x")),
            ),
            (
                "https://sts.chinacloudapi.cn/x/",
                Some(("https://login.partner.microsoftonline.cn", "x")),
            ),
            ("https://sts.windows.net.evil.example/x/", None),
            ("https://evil.example/chinacloudapi.cn/", None),
        ] {
            let found = key_cloud(issuer).map(|(cloud, tenant)| (cloud.row().authority, tenant));
            assert_eq!(found, expected, "{issuer}");
        }
    }

    #[test]
    fn entras_own_issuers_and_strangers_look_like_nobody_else() {
        for issuer in [
            "https://login.microsoftonline.com/x/v2.0",
            "https://sts.windows.net/x/",
            "https://tenant.login.microsoftonline.us/x",
            "https://accounts.google.com",
            "https://token.actions.githubusercontent.com",
            "client-id",
            "",
        ] {
            assert!(!is_lookalike(issuer), "{issuer}");
        }
        assert_eq!(entra_issuer("https://sts.windows.net/x/"), Some("x"));
        assert_eq!(entra_issuer("https://sts.windows.net/"), None);
    }

    #[test]
    fn resembling_hosts_are_told() {
        for issuer in [
            "https://login.microsoftonline.com.evil.example/x",
            "https://evil.example@login.microsoftonline.com/x",
            "https://login.microsoftonline.com@evil.example/x",
            "https://login-microsoftonline.com.login.micros0ftonline.com/x",
            "https://login.micros0ftonline.com/x",
            "https://1ogin.microsoftonline.com/x",
            "https://evil-login.microsoftonline.com/x",
            "http://login.microsoftonline.com/x",
            "https://login.micr\u{43e}softonline.com/x",
            "https://xn--x.example/",
        ] {
            assert!(is_lookalike(issuer), "{issuer}");
        }
    }
}

//! Ids that mean the same in every tenant: Microsoft's applications and
//! Entra's directory roles.

use crate::guid::Guid;
use crate::joined::{self, Joined};

/// An application of Microsoft's.
#[derive(Debug, PartialEq, Eq)]
pub struct WellKnownApp {
    /// Application (client) id, lower case.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// App ID URIs, without a final slash.
    pub uris: &'static [&'static str],
}

/// The application with this id or App ID URI, in any case, with or without a
/// final slash.
#[must_use]
pub fn app(id_or_uri: &str) -> Option<&'static WellKnownApp> {
    let text = id_or_uri.trim_end_matches('/');
    APPS.iter().find(|app| {
        app.id.eq_ignore_ascii_case(text)
            || app.uris.iter().any(|uri| uri.eq_ignore_ascii_case(text))
    })
}

/// The name of a directory role by its template id.
#[must_use]
pub fn role(template: &str) -> Option<&'static str> {
    Guid::parse(template)?;
    let mut roles = joined::rows(JOINED.as_str());
    roles.find(|[id, _]| id.eq_ignore_ascii_case(template)).map(|[_, name]| name)
}

static JOINED: Joined<{ joined::<0>().length }> = joined();

const fn joined<const LENGTH: usize>() -> Joined<LENGTH> {
    let mut joined = Joined::new();
    let mut at = 0;
    while at < ROLES.len() {
        joined = joined.text(ROLES[at].0).text(ROLES[at].1);
        at += 1;
    }
    joined
}

/// Whether the name of a role is a mark that Entra puts into tokens by itself.
#[must_use]
pub fn is_mark(role: &str) -> bool {
    role.starts_with("default mark")
}

/// The tenant that all personal Microsoft accounts live in.
pub const PERSONAL_ACCOUNTS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

const fn row(id: &'static str, name: &'static str, uris: &'static [&'static str]) -> WellKnownApp {
    WellKnownApp { id, name, uris }
}

/// The application id of Microsoft Graph.
pub const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The application id of Azure Resource Manager.
pub const RESOURCE_MANAGER: &str = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/// All rows, for look-ups and tests.
pub const APPS: &[WellKnownApp] = &[
    row(
        "fb60f99c-7a34-4190-8149-302f77469936",
        "Entra token exchange",
        &["api://AzureADTokenExchange"],
    ),
    row(
        GRAPH,
        "Microsoft Graph",
        &[
            "https://graph.microsoft.com",
            "https://graph.microsoft.us",
            "https://dod-graph.microsoft.us",
            "https://microsoftgraph.chinacloudapi.cn",
        ],
    ),
    row(
        "00000002-0000-0000-c000-000000000000",
        "Azure AD Graph (retired)",
        &["https://graph.windows.net"],
    ),
    row(
        RESOURCE_MANAGER,
        "Azure Resource Manager",
        &[
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.chinacloudapi.cn",
        ],
    ),
    row("00000003-0000-0ff1-ce00-000000000000", "SharePoint Online", &[]),
    row("00000002-0000-0ff1-ce00-000000000000", "Exchange Online", &[]),
    row("e406a681-f3d4-42a8-90b6-c2b029497af1", "Azure Storage", &["https://storage.azure.com"]),
    row("cfa8b339-82a2-471a-a3c9-0fc0be7a4093", "Azure Key Vault", &["https://vault.azure.net"]),
    row("499b84ac-1321-427f-aa17-267ca6975798", "Azure DevOps", &[]),
    row("5a807f24-c9de-44ee-a3a7-329e88a00ffc", "Messaging Bot API", &[]),
    row("ea9ffc3e-8a23-4a7d-836d-234d7c7565c1", "Agent 365 Tools", &[]),
    row("9b975845-388f-4429-889e-eab1ef63949c", "Agent 365 Observability", &[]),
    row("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI", &[]),
    row("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell", &[]),
    row("14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph Command Line Tools", &[]),
    row("de8bc8b5-d9f9-48b1-a8ad-b748da725064", "Graph Explorer", &[]),
];

/// Role template id and name. The first two are no roles: observed in tokens,
/// documented nowhere.
pub const ROLES: &[(&str, &str)] = &[
    (
        "0997a1d0-0d1d-4acb-b408-d5ca73121e90",
        "default mark of service principals, no role (observed)",
    ),
    ("b79fbf4d-3ef9-4689-8143-76b194e85509", "default mark of member users, no role (observed)"),
    ("db506228-d27e-4b7d-95e5-295956d6615f", "Agent ID Administrator"),
    ("adb2368d-a9be-41b5-8667-d96778e081b0", "Agent ID Developer"),
    ("6b942400-691f-4bf0-9d12-d8a254a2baf5", "Agent Registry Administrator"),
    ("d2562ede-74db-457e-a7b6-544e236ebb61", "AI Administrator"),
    ("62e90394-69f5-4237-9190-012177145e10", "Global Administrator"),
    ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"),
    ("e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"),
    ("7be44c8a-adaf-4e2a-84d6-ab2649e08a13", "Privileged Authentication Administrator"),
    ("c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator"),
    ("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"),
    ("cf1c38e5-3621-4004-a7cb-879624dced7c", "Application Developer"),
    ("158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"),
    ("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "Conditional Access Administrator"),
    ("194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator"),
    ("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", "Security Operator"),
    ("5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"),
    ("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
    ("729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"),
    ("fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator"),
    ("88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"),
    ("9360feb5-f418-4baa-8175-e2a00bac4301", "Directory Writers"),
    ("45d8d3c5-c802-45c6-b32a-1d70b5e1e86e", "Identity Governance Administrator"),
    ("29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Administrator"),
    ("f28a1f50-f6e7-4571-818b-6a12f2af6b6c", "SharePoint Administrator"),
    ("69091246-20e8-4a56-aa4d-066075b2a7a8", "Teams Administrator"),
    ("3a2c62db-5318-420d-8d74-23affee5d9d5", "Intune Administrator"),
    ("11648597-926c-4cf3-9c36-bcebb0ba8dcc", "Power Platform Administrator"),
    ("a9ea8996-122f-4c74-9520-8edcd192826c", "Fabric Administrator"),
    ("b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing Administrator"),
    ("4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator"),
    ("4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader"),
    ("f023fd81-a637-4b56-95fd-791ac0226033", "Service Support Administrator"),
];

#[cfg(test)]
mod tests {
    use super::{APPS, ROLES, app, role};
    use crate::guid::Guid;

    #[test]
    fn every_id_is_a_guid_in_lower_case_and_occurs_once() {
        let ids: Vec<&str> =
            APPS.iter().map(|app| app.id).chain(ROLES.iter().map(|(id, _)| *id)).collect();
        for id in &ids {
            assert_eq!(Guid::parse(id).map(|guid| guid.to_string()).as_deref(), Some(*id));
            assert_eq!(ids.iter().filter(|other| other == &id).count(), 1, "{id}");
        }
    }

    #[test]
    fn an_audience_is_found_by_id_and_by_address() {
        for audience in [
            "https://graph.microsoft.com",
            "https://graph.microsoft.com/",
            "00000003-0000-0000-C000-000000000000",
        ] {
            assert_eq!(app(audience).map(|app| app.name), Some("Microsoft Graph"));
        }
        assert_eq!(app("https://graph.microsoft.com.example"), None);
        assert_eq!(role("62E90394-69F5-4237-9190-012177145E10"), Some("Global Administrator"));
        assert_eq!(role("x"), None);
    }
}

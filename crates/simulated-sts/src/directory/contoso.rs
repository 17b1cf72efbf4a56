//! Contoso: the tenant that the page opens with.

use protocol::guid::Guid;
use protocol::secret::Secret;
use sha2::{Digest as _, Sha256};

use super::examples::Examples;
use super::graph_permissions::{GRAPH_ROLES, GRAPH_SCOPES, SETUP_ROLES};
use super::{
    AgentIdentity, Api, ApiKind, AppRole, Application, Blueprint, Credentials, DelegatedGrant,
    Directory, FederatedCredential, Inherited, InheritedScopes, ManagedIdentity, Platform,
    RedirectUri, RoleAssignment, Scope, Tenant, TokenVersion, User,
};

// Microsoft's, the same in every tenant.
const TOKEN_EXCHANGE: Guid = guid(0xfb60_f99c_7a34_4190_8149_302f_7746_9936);
pub(crate) const GRAPH: Guid = guid(0x0000_0003_0000_0000_c000_0000_0000_0000);
const RESOURCE_MANAGER: Guid = guid(0x797f_4846_ba00_4fd7_ba43_dac1_f8f6_3013);

// Invented.
const TENANT: Guid = guid(0x3c0f_8a52_7d41_4e9b_a6c8_2f15_d7b0_9e34);
const CLIENT_APP: Guid = guid(0x4f6e_21d9_80b7_4c35_9a12_c7d3_5e08_f64b);
const WEB_APP: Guid = guid(0x2d95_b7c4_16f0_4ae8_b3d7_60f2_9c14_a85e);
const SETUP_TOOL: Guid = guid(0xc318_7e6a_f259_4d04_8b71_35da_e906_1fc7);
const ORDERS_API: Guid = guid(0x70a4_d8e1_5b93_4f2c_a6e8_1d07_b45f_923c);
const INVOICE_BLUEPRINT: Guid = guid(0x8b1d_6f07_52ce_4a38_9d64_e0a7_3c95_b1f2);
const INVOICE_PRINCIPAL: Guid = guid(0x5e92_a4c8_0b7f_4d16_8a3e_c64f_19d0_7b85);
const TRAVEL_BLUEPRINT: Guid = guid(0x17e4_c93a_d860_4b5f_a2f7_905b_6e81_cd03);
const TRAVEL_PRINCIPAL: Guid = guid(0xd40b_75f6_183c_49ea_b7c1_8f62_a5e3_0947);
const BILLING_AGENT: Guid = guid(0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6);
const ARCHIVE_AGENT: Guid = guid(0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162);
const TRIP_AGENT: Guid = guid(0xb9f1_4c62_07d8_4e35_94ab_62c0_f8d7_153e);
const BILLING_USER: Guid = guid(0x1c7d_e840_936b_4b52_a0f9_d36e_57b1_84ca);
const ADA: Guid = guid(0x9e03_5d7b_c1a6_4f88_b24d_08e7_61f5_ca39);
const BEN: Guid = guid(0x36d8_f1b4_7e05_4c9a_8d13_f5a2_0c69_b7e1);
const BUILD_MACHINE: Guid = guid(0xe571_0a9c_4d26_4b83_9f08_b6d4_137c_5ae2);
const BUILD_MACHINE_CLIENT: Guid = guid(0x0fa8_63d5_b92e_47c1_8e70_95c1_d2b6_f347);
const INVOICE_API: Guid = guid(0x6d3a_f815_c29b_4076_9be8_3f54_07c1_da2e);
const LEDGER_API: Guid = guid(0x92c7_50eb_3e1d_4f84_a6b9_d805_f16c_4273);

/// Who issues tokens for workloads outside of Azure, invented with its keys.
pub(crate) const WORKLOAD_ISSUER: &str = "https://workloads.contoso.example";

/// What every blueprint gets with its principal.
pub(crate) const BLUEPRINT_ROLES: &[&str] =
    &["AgentIdentity.CreateAsManager", "AgentIdUser.ReadWrite.IdentityParentedBy"];

const fn guid(value: u128) -> Guid {
    Guid::from_bytes(value.to_be_bytes())
}

/// An id for something that has only a name: always the same.
pub(crate) fn id_of(name: &str) -> Guid {
    let digest = Sha256::digest(name);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Guid::from_bytes(bytes)
}

impl Directory {
    /// The tenant that the page opens with.
    #[must_use]
    pub fn contoso() -> Self {
        Self {
            tenant: Tenant {
                id: TENANT,
                name: "Contoso".to_owned(),
                domain: "contoso.example".to_owned(),
                created: 1_717_401_600,
            },
            applications: applications(),
            blueprints: blueprints(),
            agent_identities: agent_identities(),
            users: users(),
            managed_identities: vec![ManagedIdentity {
                client_id: BUILD_MACHINE_CLIENT,
                object_id: BUILD_MACHINE,
                name: "build-machine".to_owned(),
                resource_id: "/subscriptions/5b0c1f6e-94d2-4a37-8e61-c7f3d20a9b58/resourcegroups/build/providers/Microsoft.ManagedIdentity/userAssignedIdentities/build-machine".to_owned(),
            }],
            apis: apis(),
            grants: grants(),
        }
    }

    /// Values that work together, for every flow.
    #[must_use]
    pub fn examples(&self) -> Examples {
        let blueprint = self.blueprints.first();
        let agent = self.agent_identities.first();
        let secret = |credentials: Option<&Credentials>| {
            credentials.and_then(|c| c.secrets.first().cloned()).unwrap_or_default()
        };
        let application = |at: usize| self.applications.get(at);
        let redirect = |at: usize, platform| {
            let uris = application(at).map(|app| app.redirect_uris.as_slice()).unwrap_or_default();
            let uri = uris.iter().find(|uri| uri.platform == platform);
            uri.map(|uri| uri.uri.clone()).unwrap_or_default()
        };
        let id = |at: usize| application(at).map(|app| app.app_id.to_string()).unwrap_or_default();
        let agent_user = self.users.iter().find(|user| user.parent.is_some());
        let blueprint_id = blueprint.map(|b| b.app_id.to_string()).unwrap_or_default();
        Examples {
            tenant: self.tenant.domain.clone(),
            user_scope: format!("api://{blueprint_id}/access_as_user"),
            blueprint_id,
            agent_identity_id: agent.map(|a| a.id.to_string()).unwrap_or_default(),
            client_secret: secret(blueprint.map(|b| &b.credentials)),
            scope: "https://graph.microsoft.com/.default".to_owned(),
            client_id: id(0),
            spa_redirect_uri: redirect(0, Platform::Spa),
            native_redirect_uri: redirect(0, Platform::Native),
            web_client_id: id(1),
            web_redirect_uri: redirect(1, Platform::Web),
            web_client_secret: secret(application(1).map(|app| &app.credentials)),
            setup_client_id: id(2),
            setup_client_secret: secret(application(2).map(|app| &app.credentials)),
            api_client_id: id(3),
            api_client_secret: secret(application(3).map(|app| &app.credentials)),
            agent_user_id: agent_user.map(|user| user.id.to_string()).unwrap_or_default(),
            agent_user: agent_user.map(|user| user.upn.clone()).unwrap_or_default(),
        }
    }
}

// As long as Entra's secrets and with their tildes, but no digit before `Q~`:
// scanners for leaked secrets look for that.
fn secret(text: &str) -> Credentials {
    Credentials { secrets: vec![Secret::new(text.to_owned())], ..Credentials::default() }
}

fn applications() -> Vec<Application> {
    let application = |app_id: Guid, name: &str| Application {
        app_id,
        object_id: id_of(&format!("principal of {app_id}")),
        name: name.to_owned(),
        credentials: Credentials::default(),
        redirect_uris: Vec::new(),
        public_client_flows: false,
        id_tokens: false,
        multi_tenant: false,
        roles: Vec::new(),
    };
    let redirect = |platform, uri: &str| RedirectUri { platform, uri: uri.to_owned() };
    vec![
        Application {
            redirect_uris: vec![
                redirect(Platform::Spa, "https://play.contoso.example/callback"),
                redirect(Platform::Native, "http://localhost"),
                redirect(
                    Platform::Native,
                    "https://login.microsoftonline.com/common/oauth2/nativeclient",
                ),
            ],
            public_client_flows: true,
            multi_tenant: true,
            ..application(CLIENT_APP, "Contoso client")
        },
        Application {
            redirect_uris: vec![redirect(
                Platform::Web,
                "https://portal.contoso.example/signin-oidc",
            )],
            credentials: secret("sim.Q~Contoso-example~portal_of_the_company"),
            id_tokens: true,
            roles: [
                roles(GRAPH, &["User.Read.All"]),
                roles(INVOICE_API, &["Invoices.Read"]),
                roles(INVOICE_BLUEPRINT, &["Agent.Call"]),
            ]
            .concat(),
            ..application(WEB_APP, "Contoso portal")
        },
        Application {
            credentials: secret("sim.Q~Contoso-example~the_tool_for_setup"),
            roles: roles(GRAPH, SETUP_ROLES),
            ..application(SETUP_TOOL, "Contoso set-up tool")
        },
        Application {
            credentials: secret("sim.Q~Contoso-example~orders_in_the_middle"),
            roles: [roles(GRAPH, &["User.Read.All"]), roles(INVOICE_API, &["Invoices.Read"])]
                .concat(),
            ..application(ORDERS_API, "Orders API")
        },
    ]
}

fn blueprints() -> Vec<Blueprint> {
    let blueprint = |app_id, object_id, name: &str, text: &str| Blueprint {
        app_id,
        object_id,
        has_principal: true,
        name: name.to_owned(),
        credentials: secret(text),
        redirect_uris: vec![RedirectUri {
            platform: Platform::Web,
            uri: "https://agents.contoso.example/consented".to_owned(),
        }],
        roles: Vec::new(),
        inherited: Vec::new(),
    };
    let mut invoice = blueprint(
        INVOICE_BLUEPRINT,
        INVOICE_PRINCIPAL,
        "Invoice blueprint",
        "sim.Q~Contoso-example~not_a_real_secret.",
    );
    invoice.roles = roles(GRAPH, BLUEPRINT_ROLES);
    invoice.inherited =
        vec![Inherited { api: INVOICE_API, scopes: InheritedScopes::All, roles: false }];
    invoice.credentials.federated = vec![
        FederatedCredential {
            name: "build-machine".to_owned(),
            issuer: format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
            subject: BUILD_MACHINE.to_string(),
            audience: "api://AzureADTokenExchange".to_owned(),
        },
        FederatedCredential {
            name: "deployment".to_owned(),
            issuer: WORKLOAD_ISSUER.to_owned(),
            subject: "repo:contoso/invoices:environment:Production".to_owned(),
            audience: "api://AzureADTokenExchange".to_owned(),
        },
    ];
    let travel = blueprint(
        TRAVEL_BLUEPRINT,
        TRAVEL_PRINCIPAL,
        "Travel blueprint",
        "sim.Q~Contoso-example~the_other_blueprint",
    );
    vec![invoice, travel]
}

fn agent_identities() -> Vec<AgentIdentity> {
    let agent = |id, name: &str, blueprint, roles| AgentIdentity {
        id,
        name: name.to_owned(),
        blueprint,
        roles,
    };
    vec![
        agent(
            BILLING_AGENT,
            "Billing agent",
            INVOICE_BLUEPRINT,
            [
                roles(GRAPH, &["Mail.Send", "User.Read.All"]),
                roles(INVOICE_API, &["Invoices.Approve", "Invoices.Read"]),
            ]
            .concat(),
        ),
        agent(
            ARCHIVE_AGENT,
            "Archive agent",
            INVOICE_BLUEPRINT,
            [roles(GRAPH, &["Sites.Read.All"]), roles(LEDGER_API, &["Ledger.Read"])].concat(),
        ),
        agent(TRIP_AGENT, "Trip agent", TRAVEL_BLUEPRINT, Vec::new()),
    ]
}

fn users() -> Vec<User> {
    let user = |id, name: &str, upn: &str, admin, parent| User {
        id,
        name: name.to_owned(),
        upn: format!("{upn}@contoso.example"),
        admin,
        parent,
    };
    vec![
        user(ADA, "Ada Admin", "ada", true, None),
        user(BEN, "Ben Member", "ben", false, None),
        user(BILLING_USER, "Billing agent user", "billing-agent", false, Some(BILLING_AGENT)),
    ]
}

fn apis() -> Vec<Api> {
    let api = |app_id: Guid, name: &str, kind: ApiKind| Api {
        app_id,
        object_id: id_of(&format!("principal of {app_id}")),
        name: name.to_owned(),
        kind,
        scopes: Vec::new(),
        roles: Vec::new(),
        pre_authorized: Vec::new(),
    };
    let custom = |app_id: Guid, version, agent_claims| ApiKind::Custom {
        identifier_uri: format!("api://{app_id}"),
        version,
        agent_claims,
    };
    let scopes = |api: Guid, list: &[(&str, &str, bool)]| {
        let scope = |&(value, description, admin): &(&str, &str, bool)| Scope {
            id: id_of(&format!("scope {value} of {api}")),
            value: value.to_owned(),
            description: description.to_owned(),
            admin,
        };
        list.iter().map(scope).collect::<Vec<_>>()
    };
    let app_roles = |api: Guid, list: &[&str]| {
        let role = |&value: &&str| AppRole { id: role_id(api, value), value: value.to_owned() };
        list.iter().map(role).collect::<Vec<_>>()
    };
    let invoices = [
        ("Invoices.Read", "Read your invoices", false),
        ("Invoices.Approve", "Approve invoices for you", false),
    ];
    let access = [("access_as_user", "Let the agent act for you", false)];
    vec![
        api(TOKEN_EXCHANGE, "Entra token exchange", ApiKind::TokenExchange),
        Api {
            scopes: scopes(GRAPH, GRAPH_SCOPES),
            roles: app_roles(GRAPH, GRAPH_ROLES),
            ..api(GRAPH, "Microsoft Graph", ApiKind::Graph)
        },
        Api {
            scopes: scopes(
                RESOURCE_MANAGER,
                &[("user_impersonation", "Manage Azure resources as you", false)],
            ),
            ..api(RESOURCE_MANAGER, "Azure Resource Manager", ApiKind::ResourceManager)
        },
        Api {
            scopes: scopes(INVOICE_API, &invoices),
            roles: app_roles(INVOICE_API, &["Invoices.Approve", "Invoices.Read"]),
            ..api(INVOICE_API, "Invoice API", custom(INVOICE_API, TokenVersion::V2, true))
        },
        Api {
            scopes: scopes(LEDGER_API, &[("Ledger.Read", "Read the ledger", false)]),
            roles: app_roles(LEDGER_API, &["Ledger.Read"]),
            ..api(LEDGER_API, "Ledger API", custom(LEDGER_API, TokenVersion::V1, false))
        },
        Api {
            object_id: INVOICE_PRINCIPAL,
            scopes: scopes(INVOICE_BLUEPRINT, &access),
            roles: app_roles(INVOICE_BLUEPRINT, &["Agent.Call"]),
            ..api(
                INVOICE_BLUEPRINT,
                "Invoice blueprint",
                custom(INVOICE_BLUEPRINT, TokenVersion::V2, false),
            )
        },
        Api {
            object_id: TRAVEL_PRINCIPAL,
            scopes: scopes(TRAVEL_BLUEPRINT, &access),
            ..api(
                TRAVEL_BLUEPRINT,
                "Travel blueprint",
                custom(TRAVEL_BLUEPRINT, TokenVersion::V1, false),
            )
        },
        Api {
            scopes: scopes(ORDERS_API, &[("Orders.Read", "Read your orders", false)]),
            ..api(ORDERS_API, "Orders API", custom(ORDERS_API, TokenVersion::V2, false))
        },
    ]
}

fn grants() -> Vec<DelegatedGrant> {
    let grant =
        |client: Guid, api: Guid, principal: Option<Guid>, scopes: &[&str]| DelegatedGrant {
            id: id_of(&format!("grant {client} {api}")),
            client,
            api,
            principal,
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        };
    let orders = id_of(&format!("principal of {ORDERS_API}"));
    vec![
        grant(BILLING_AGENT, GRAPH, None, &["User.Read"]),
        grant(BILLING_AGENT, GRAPH, Some(BILLING_USER), &["Mail.Read", "Mail.Send"]),
        grant(BILLING_AGENT, RESOURCE_MANAGER, None, &["user_impersonation"]),
        // Both agents of the blueprint inherit this one.
        grant(INVOICE_PRINCIPAL, INVOICE_API, None, &["Invoices.Read"]),
        grant(orders, GRAPH, None, &["User.Read"]),
    ]
}

fn role_id(api: Guid, value: &str) -> Guid {
    match value {
        // Microsoft's ids, which its pages print.
        "User.Read.All" => guid(0xdf02_1288_bdef_4463_88db_98f2_2de8_9214),
        "AgentIdUser.ReadWrite.IdentityParentedBy" => {
            guid(0x4aa6_e624_eee0_40ab_bdd8_f963_9038_a614)
        }
        _ => id_of(&format!("role {value} of {api}")),
    }
}

pub(crate) fn roles(api: Guid, roles: &[&str]) -> Vec<RoleAssignment> {
    roles.iter().map(|&role| RoleAssignment { api, role: role.to_owned() }).collect()
}

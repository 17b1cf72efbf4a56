//! The one tenant there is: Contoso, with invoices and agents.

use protocol::guid::Guid;
use protocol::secret::Secret;

use super::{
    AgentIdentity, Api, ApiKind, Blueprint, Directory, Examples, RoleAssignment, Tenant,
    TokenVersion,
};

// Ids of Microsoft's own APIs, the same in every tenant.
const TOKEN_EXCHANGE: Guid = guid(0xfb60_f99c_7a34_4190_8149_302f_7746_9936);
const GRAPH: Guid = guid(0x0000_0003_0000_0000_c000_0000_0000_0000);
const RESOURCE_MANAGER: Guid = guid(0x797f_4846_ba00_4fd7_ba43_dac1_f8f6_3013);

// Invented.
const TENANT: Guid = guid(0x3c0f_8a52_7d41_4e9b_a6c8_2f15_d7b0_9e34);
const INVOICE_BLUEPRINT: Guid = guid(0x8b1d_6f07_52ce_4a38_9d64_e0a7_3c95_b1f2);
const INVOICE_PRINCIPAL: Guid = guid(0x5e92_a4c8_0b7f_4d16_8a3e_c64f_19d0_7b85);
const TRAVEL_BLUEPRINT: Guid = guid(0x17e4_c93a_d860_4b5f_a2f7_905b_6e81_cd03);
const TRAVEL_PRINCIPAL: Guid = guid(0xd40b_75f6_183c_49ea_b7c1_8f62_a5e3_0947);
const BILLING_AGENT: Guid = guid(0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6);
const ARCHIVE_AGENT: Guid = guid(0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162);
const INVOICE_API: Guid = guid(0x6d3a_f815_c29b_4076_9be8_3f54_07c1_da2e);
const LEDGER_API: Guid = guid(0x92c7_50eb_3e1d_4f84_a6b9_d805_f16c_4273);

const fn guid(value: u128) -> Guid {
    Guid::from_bytes(value.to_be_bytes())
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
            blueprints: vec![
                Blueprint {
                    app_id: INVOICE_BLUEPRINT,
                    object_id: INVOICE_PRINCIPAL,
                    name: "Invoice blueprint".to_owned(),
                    // As long as Entra's and with its tildes, but no digit before
                    // `Q~`: scanners for leaked secrets look for that.
                    secret: Secret::new("sim.Q~Contoso-example~not_a_real_secret.".to_owned()),
                    roles: roles(
                        GRAPH,
                        &[
                            "AgentIdentity.CreateAsManager",
                            "AgentIdUser.ReadWrite.IdentityParentedBy",
                        ],
                    ),
                },
                Blueprint {
                    app_id: TRAVEL_BLUEPRINT,
                    object_id: TRAVEL_PRINCIPAL,
                    name: "Travel blueprint".to_owned(),
                    secret: Secret::new("sim.Q~Contoso-example~the_other_blueprint".to_owned()),
                    roles: Vec::new(),
                },
            ],
            agent_identities: vec![
                AgentIdentity {
                    id: BILLING_AGENT,
                    name: "Billing agent".to_owned(),
                    blueprint: INVOICE_BLUEPRINT,
                    roles: [
                        roles(GRAPH, &["Mail.Send", "User.Read.All"]),
                        roles(INVOICE_API, &["Invoices.Approve", "Invoices.Read"]),
                    ]
                    .concat(),
                },
                AgentIdentity {
                    id: ARCHIVE_AGENT,
                    name: "Archive agent".to_owned(),
                    blueprint: INVOICE_BLUEPRINT,
                    roles: [roles(GRAPH, &["Sites.Read.All"]), roles(LEDGER_API, &["Ledger.Read"])]
                        .concat(),
                },
            ],
            apis: vec![
                api(TOKEN_EXCHANGE, "Entra token exchange", ApiKind::TokenExchange),
                api(GRAPH, "Microsoft Graph", ApiKind::Graph),
                api(RESOURCE_MANAGER, "Azure Resource Manager", ApiKind::ResourceManager),
                api(INVOICE_API, "Invoice API", custom(INVOICE_API, TokenVersion::V2, true)),
                api(LEDGER_API, "Ledger API", custom(LEDGER_API, TokenVersion::V1, false)),
            ],
        }
    }

    /// Values of the first blueprint and its first agent.
    #[must_use]
    pub fn examples(&self) -> Examples {
        let blueprint = self.blueprints.first();
        let agent = self.agent_identities.first();
        Examples {
            tenant: self.tenant.domain.clone(),
            blueprint_id: blueprint.map(|b| b.app_id.to_string()).unwrap_or_default(),
            agent_identity_id: agent.map(|a| a.id.to_string()).unwrap_or_default(),
            client_secret: blueprint.map(|b| b.secret.clone()).unwrap_or_default(),
            scope: "https://graph.microsoft.com/.default".to_owned(),
        }
    }
}

fn roles(api: Guid, roles: &[&str]) -> Vec<RoleAssignment> {
    roles.iter().map(|&role| RoleAssignment { api, role: role.to_owned() }).collect()
}

fn api(app_id: Guid, name: &str, kind: ApiKind) -> Api {
    Api { app_id, name: name.to_owned(), kind }
}

fn custom(app_id: Guid, version: TokenVersion, agent_claims: bool) -> ApiKind {
    ApiKind::Custom { identifier_uri: format!("api://{app_id}"), version, agent_claims }
}

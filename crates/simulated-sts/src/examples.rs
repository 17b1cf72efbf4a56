//! What the page knows of the [`Directory`](crate::Directory) when it opens:
//! tables, so that it need not carry the directory itself, which is loaded with
//! the engine. A test holds both together.

use protocol::checks::Consents;
use protocol::guid::Guid;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};

/// Values with which the page opens: each works as it stands.
const INPUTS: &[(InputId, &str)] = &[
    (InputId::Tenant, "contoso.example"),
    (InputId::BlueprintId, "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2"),
    (InputId::AgentIdentityId, "a65c2e19-f473-4c80-b05d-1e98d72f3ab6"),
    (InputId::ClientSecret, "sim.Q~Contoso-example~not_a_real_secret."),
    (InputId::Scope, "https://graph.microsoft.com/.default"),
    (InputId::AgentUser, "1c7de840-936b-4b52-a0f9-d36e57b184ca"),
    (InputId::ClientId, "4f6e21d9-80b7-4c35-9a12-c7d35e08f64b"),
    (InputId::Platform, "spa"),
    (InputId::RedirectUri, "https://play.contoso.example/callback"),
    (InputId::UserScope, "openid offline_access https://graph.microsoft.com/User.Read"),
    (InputId::ServiceId, "70a4d8e1-5b93-4f2c-a6e8-1d07b45f923c"),
    (InputId::ServiceSecret, "sim.Q~Contoso-example~orders_in_the_middle"),
    (InputId::ConsentClientId, "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2"),
    (InputId::ConsentRedirectUri, "https://agents.contoso.example/consented"),
    (InputId::ConsentScope, "https://graph.microsoft.com/User.Read"),
    (InputId::DisplayName, "My blueprint"),
    (InputId::Sponsor, "9e035d7b-c1a6-4f88-b24d-08e761f5ca39"),
    (InputId::CredentialName, "test"),
    (InputId::AgentName, "My agent"),
    (InputId::AgentUserName, "My agent user"),
    (InputId::UserPrincipalName, "my-agent@contoso.example"),
    (InputId::MailNickname, "my-agent"),
    (InputId::GrantScope, "User.Read Mail.Read"),
    (InputId::AppRoleId, "df021288-bdef-4463-88db-98f22de89214"),
    (InputId::FederatedName, "deployment"),
    (InputId::Issuer, "https://workloads.contoso.example"),
    (InputId::Subject, "repo:contoso/invoices:environment:Production"),
];

/// The display names of everything in the tenant, in the order of the directory.
const NAMES: &[(u128, &str)] = &[
    (0x3c0f_8a52_7d41_4e9b_a6c8_2f15_d7b0_9e34, "Contoso"),
    (0x4f6e_21d9_80b7_4c35_9a12_c7d3_5e08_f64b, "Contoso client"),
    (0x0a12_060f_d90b_3538_9233_4e75_3849_37dc, "Contoso client (principal)"),
    (0x2d95_b7c4_16f0_4ae8_b3d7_60f2_9c14_a85e, "Contoso portal"),
    (0x5da4_4902_2fb5_43f2_36af_32c3_4ffb_df3e, "Contoso portal (principal)"),
    (0xc318_7e6a_f259_4d04_8b71_35da_e906_1fc7, "Contoso set-up tool"),
    (0x0072_43d6_a1a3_8d93_1780_b327_9e3e_b8d4, "Contoso set-up tool (principal)"),
    (0xb2e0_b7af_1dd7_2b70_677c_eb03_b2a5_6fba, "Orders API (principal)"),
    (0x5e92_a4c8_0b7f_4d16_8a3e_c64f_19d0_7b85, "Invoice blueprint (principal)"),
    (0xd40b_75f6_183c_49ea_b7c1_8f62_a5e3_0947, "Travel blueprint (principal)"),
    (0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6, "Billing agent"),
    (0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162, "Archive agent"),
    (0xb9f1_4c62_07d8_4e35_94ab_62c0_f8d7_153e, "Trip agent"),
    (0x9e03_5d7b_c1a6_4f88_b24d_08e7_61f5_ca39, "Ada Admin"),
    (0x36d8_f1b4_7e05_4c9a_8d13_f5a2_0c69_b7e1, "Ben Member"),
    (0x1c7d_e840_936b_4b52_a0f9_d36e_57b1_84ca, "Billing agent user"),
    (0xe571_0a9c_4d26_4b83_9f08_b6d4_137c_5ae2, "build-machine"),
    (0x0fa8_63d5_b92e_47c1_8e70_95c1_d2b6_f347, "build-machine (client)"),
    (0xfb60_f99c_7a34_4190_8149_302f_7746_9936, "Entra token exchange"),
    (0x7e1d_7dff_8eb6_8ee7_1599_edbd_57f5_aa94, "Entra token exchange (principal)"),
    (0x0000_0003_0000_0000_c000_0000_0000_0000, "Microsoft Graph"),
    (0x017a_bd94_6e08_d471_0477_a82f_15e1_17c5, "Microsoft Graph (principal)"),
    (0x797f_4846_ba00_4fd7_ba43_dac1_f8f6_3013, "Azure Resource Manager"),
    (0x1ac4_0107_9e0d_8da6_c398_a9b6_37ed_5d65, "Azure Resource Manager (principal)"),
    (0x6d3a_f815_c29b_4076_9be8_3f54_07c1_da2e, "Invoice API"),
    (0x58d2_ce09_cb76_4602_e473_30a1_5411_b11b, "Invoice API (principal)"),
    (0x92c7_50eb_3e1d_4f84_a6b9_d805_f16c_4273, "Ledger API"),
    (0x6503_f62c_7473_9639_88d8_07ef_290b_3652, "Ledger API (principal)"),
    (0x8b1d_6f07_52ce_4a38_9d64_e0a7_3c95_b1f2, "Invoice blueprint"),
    (0x17e4_c93a_d860_4b5f_a2f7_905b_6e81_cd03, "Travel blueprint"),
    (0x70a4_d8e1_5b93_4f2c_a6e8_1d07_b45f_923c, "Orders API"),
];

const BILLING_AGENT: u128 = 0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6;
const ARCHIVE_AGENT: u128 = 0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162;
const TRIP_AGENT: u128 = 0xb9f1_4c62_07d8_4e35_94ab_62c0_f8d7_153e;
const PORTAL: u128 = 0x2d95_b7c4_16f0_4ae8_b3d7_60f2_9c14_a85e;
const ORDERS: u128 = 0x70a4_d8e1_5b93_4f2c_a6e8_1d07_b45f_923c;

/// Who may act for people when the tenant is new: of the clients that ask where
/// nobody can be asked back.
pub const CONSENTS: Consents = Consents {
    clients: &[BILLING_AGENT, ARCHIVE_AGENT, TRIP_AGENT, PORTAL, ORDERS],
    apis: &[
        (
            "https://graph.microsoft.com 00000003-0000-0000-c000-000000000000",
            &[BILLING_AGENT, ORDERS],
        ),
        (
            "https://management.azure.com https://management.core.windows.net 797f4846-ba00-4fd7-ba43-dac1f8f63013",
            &[BILLING_AGENT],
        ),
        (
            "api://6d3af815-c29b-4076-9be8-3f5407c1da2e 6d3af815-c29b-4076-9be8-3f5407c1da2e",
            // From their blueprint.
            &[BILLING_AGENT, ARCHIVE_AGENT],
        ),
        ("api://92c750eb-3e1d-4f84-a6b9-d805f16c4273 92c750eb-3e1d-4f84-a6b9-d805f16c4273", &[]),
    ],
};

/// The values that work in the simulated tenant, by input.
#[must_use]
pub fn inputs() -> Inputs {
    let mut inputs = Inputs::default();
    for (id, value) in INPUTS {
        inputs.set(*id, (*value).to_owned());
    }
    inputs
}

/// The display names in the simulated tenant.
#[must_use]
pub fn names() -> Names {
    let mut names = Names::default();
    for (id, name) in NAMES {
        names.insert(Guid::from_bytes(id.to_be_bytes()), *name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Directory;
    use protocol::checks;
    use protocol::flows::FLOWS;

    /// So the page need not ask when it opens.
    #[test]
    fn nothing_is_notable_about_the_examples_in_the_first_flow() {
        let mut examples = inputs();
        examples.set(InputId::Platform, "spa".to_owned());
        for step in FLOWS[0].steps {
            let mut used = Inputs::default();
            for id in step.inputs(&examples).into_iter().filter(|id| examples.has(*id)) {
                match examples.secret(id) {
                    Some(secret) => used.set_secret(id, secret.clone()),
                    None => used.set(id, examples.plain(id).to_owned()),
                }
            }
            let findings = checks::of(step, &used);
            let messages: Vec<_> = findings.iter().map(|found| &*found.message).collect();
            assert_eq!(messages, [""; 0], "{}", step.id);
        }
    }

    #[test]
    fn the_tables_say_what_the_directory_holds() {
        let directory = Directory::contoso();
        assert_eq!(names(), directory.names());
        let examples = directory.examples();
        let mut expected = Inputs::default();
        expected.set(InputId::Tenant, examples.tenant);
        expected.set(InputId::BlueprintId, examples.blueprint_id);
        expected.set(InputId::AgentIdentityId, examples.agent_identity_id);
        expected.set_secret(InputId::ClientSecret, examples.client_secret);
        expected.set(InputId::Scope, examples.scope);
        expected.set(InputId::AgentUser, examples.agent_user_id);
        expected.set(InputId::ClientId, examples.client_id);
        expected.set(InputId::Platform, "spa".to_owned());
        expected.set(InputId::RedirectUri, examples.spa_redirect_uri);
        expected.set(InputId::ServiceId, examples.api_client_id);
        expected.set_secret(InputId::ServiceSecret, examples.api_client_secret);
        let admin = directory.people().find(|person| person.admin).expect("an administrator");
        expected.set(InputId::Sponsor, admin.id.to_string());
        let mut inputs = inputs();
        // What a person is asked for is no object of the directory.
        for id in [
            InputId::UserScope,
            InputId::ConsentClientId,
            InputId::ConsentRedirectUri,
            InputId::ConsentScope,
            InputId::DisplayName,
            InputId::CredentialName,
            InputId::AgentName,
            InputId::AgentUserName,
            InputId::UserPrincipalName,
            InputId::MailNickname,
            InputId::GrantScope,
            InputId::AppRoleId,
            InputId::FederatedName,
            InputId::Issuer,
            InputId::Subject,
        ] {
            inputs.remove(id);
        }
        assert_eq!(inputs, expected);
    }
    #[test]
    fn the_consents_are_those_of_the_directory() {
        let directory = Directory::contoso();
        for (names, consenting) in CONSENTS.apis {
            for name in names.split(' ') {
                let api = directory.apis.iter().find(|api| api.is_audience(name)).expect(name);
                for &id in CONSENTS.clients {
                    let text = Guid::from_bytes(id.to_be_bytes()).to_string();
                    let client = directory.client(&text).expect("a client");
                    let anybody = directory
                        .users
                        .iter()
                        .any(|user| !directory.consented(&client, api, user.id).is_empty());
                    assert_eq!(consenting.contains(&id), anybody, "{} at {name}", client.name());
                }
            }
        }
    }
}

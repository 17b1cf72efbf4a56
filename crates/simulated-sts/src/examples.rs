//! What the page knows of the [`Directory`](crate::Directory) when it opens:
//! tables, so that it need not carry the directory itself, which is loaded with
//! the engine. A test holds both together.

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
];

/// The display names of everything in the tenant, in the order of the directory.
const NAMES: &[(u128, &str)] = &[
    (0x3c0f_8a52_7d41_4e9b_a6c8_2f15_d7b0_9e34, "Contoso"),
    (0x8b1d_6f07_52ce_4a38_9d64_e0a7_3c95_b1f2, "Invoice blueprint"),
    (0x5e92_a4c8_0b7f_4d16_8a3e_c64f_19d0_7b85, "Invoice blueprint (principal)"),
    (0x17e4_c93a_d860_4b5f_a2f7_905b_6e81_cd03, "Travel blueprint"),
    (0xd40b_75f6_183c_49ea_b7c1_8f62_a5e3_0947, "Travel blueprint (principal)"),
    (0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6, "Billing agent"),
    (0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162, "Archive agent"),
    (0xfb60_f99c_7a34_4190_8149_302f_7746_9936, "Entra token exchange"),
    (0x0000_0003_0000_0000_c000_0000_0000_0000, "Microsoft Graph"),
    (0x797f_4846_ba00_4fd7_ba43_dac1_f8f6_3013, "Azure Resource Manager"),
    (0x6d3a_f815_c29b_4076_9be8_3f54_07c1_da2e, "Invoice API"),
    (0x92c7_50eb_3e1d_4f84_a6b9_d805_f16c_4273, "Ledger API"),
];

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
        assert_eq!(inputs(), expected);
    }
}

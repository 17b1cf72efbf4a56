//! What the simulated Graph offers.

/// Delegated permissions of Graph: what the reads and the set-up calls need. The
/// mark says that only an administrator can consent.
pub(super) const GRAPH_SCOPES: &[(&str, &str, bool)] = &[
    ("User.Read", "Sign you in and read your profile", false),
    ("User.ReadBasic.All", "Read all users' basic profiles", false),
    ("User.Read.All", "Read all users' full profiles", true),
    ("Mail.Read", "Read your mail", false),
    ("Mail.Send", "Send mail as you", false),
    ("Files.Read", "Read your files", false),
    ("Application.Read.All", "Read applications", true),
    (
        "AppRoleAssignment.ReadWrite.All",
        "Manage app permission grants and app role assignments",
        true,
    ),
    ("DelegatedPermissionGrant.ReadWrite.All", "Manage all delegated permission grants", true),
    ("AgentIdentityBlueprint.Create", "Create agent identity blueprints", true),
    ("AgentIdentityBlueprint.ReadWrite.All", "Read and write all agent identity blueprints", true),
    ("AgentIdentityBlueprint.AddRemoveCreds.All", "Add and remove credentials of blueprints", true),
    ("AgentIdentityBlueprint.UpdateAuthProperties.All", "Change how blueprints sign in", true),
    ("AgentIdentityBlueprintPrincipal.Create", "Create blueprint principals", true),
    ("AgentIdentity.Create.All", "Create agent identities", true),
    ("AgentIdentity.Read.All", "Read agent identities", true),
    ("AgentIdUser.ReadWrite.All", "Read and write agent users", true),
    ("EntitlementManagement.ReadWrite.All", "Manage access packages", true),
    ("Directory.AccessAsUser.All", "Access the directory as you", true),
];

/// Application permissions of Graph.
pub(super) const GRAPH_ROLES: &[&str] = &[
    "User.Read.All",
    "GroupMember.Read.All",
    "Mail.Read",
    "Mail.Send",
    "Sites.Read.All",
    "Application.Read.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "AgentIdentityBlueprint.Create",
    "AgentIdentityBlueprint.ReadWrite.All",
    "AgentIdentityBlueprint.AddRemoveCreds.All",
    "AgentIdentityBlueprint.UpdateAuthProperties.All",
    "AgentIdentityBlueprintPrincipal.Create",
    "AgentIdentity.Create.All",
    "AgentIdentity.CreateAsManager",
    "AgentIdentity.Read.All",
    "AgentIdUser.ReadWrite.All",
    "AgentIdUser.ReadWrite.IdentityParentedBy",
    "EntitlementManagement.ReadWrite.All",
    "Group.Create",
];

/// What the set-up tool may do: every set-up request, and reading the result.
pub(super) const SETUP_ROLES: &[&str] = &[
    "User.Read.All",
    "Application.Read.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "AgentIdentityBlueprint.Create",
    "AgentIdentityBlueprint.ReadWrite.All",
    "AgentIdentityBlueprint.AddRemoveCreds.All",
    "AgentIdentityBlueprint.UpdateAuthProperties.All",
    "AgentIdentityBlueprintPrincipal.Create",
    "AgentIdentity.Create.All",
    "AgentIdentity.Read.All",
    "AgentIdUser.ReadWrite.All",
    "EntitlementManagement.ReadWrite.All",
];

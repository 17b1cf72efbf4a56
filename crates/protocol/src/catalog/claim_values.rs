//! Values of claims that have a meaning of their own.

use super::claims::{Status, ValueRow};
use Status::{Documented, Observed, Uncertain};

const fn v(value: &'static str, meaning: &'static str) -> ValueRow {
    ValueRow { value, meaning, status: Documented }
}

const fn seen(value: &'static str, meaning: &'static str) -> ValueRow {
    ValueRow { value, meaning, status: Observed }
}

pub(super) const CLIENT_PROOF: &[ValueRow] = &[
    v("0", "a public client, which proves nothing"),
    v("1", "a client secret"),
    v(
        "2",
        "a certificate or another assertion, such as a federated credential or an exchange token",
    ),
];

pub(super) const ACR: &[ValueRow] =
    &[v("0", "the sign-in does not meet ISO/IEC 29115"), v("1", "the sign-in meets ISO/IEC 29115")];

pub(super) const ACCT: &[ValueRow] =
    &[v("0", "a member of the tenant"), v("1", "a guest in the tenant")];

pub(super) const AMR: &[ValueRow] = &[
    v("pwd", "a password"),
    v("mfa", "more than one factor; an agent user has it without any person"),
    v("rsa", "proof of a private key: a certificate or Windows Hello"),
    v("otp", "a one-time code"),
    v("fed", "a sign-in at a federated provider"),
    v("wia", "Integrated Windows Authentication"),
    seen("fido", "a passkey or security key"),
    seen("swk", "a key held in software"),
    seen("hwk", "a key held in hardware"),
    seen("ngcmfa", "a fresh strong sign-in for changing credentials"),
    seen("rmfa", "more than one factor, done afresh"),
];

pub(super) const IDTYP: &[ValueRow] = &[
    v("app", "no user is involved"),
    v("user", "the subject is a user account"),
    v("device", "the subject is a device"),
];

pub(super) const VERSION: &[ValueRow] = &[
    v("1.0", "the form with appid and upn"),
    v("2.0", "the form with azp and preferred_username"),
];

pub(super) const CAPABILITIES: &[ValueRow] =
    &[v("cp1", "the client can handle claims challenges (continuous access evaluation)")];

pub(super) const PLATFORM: &[ValueRow] = &[seen("3", "Windows"), seen("5", "macOS")];

pub(super) const SIGNIN_STATE: &[ValueRow] = &[
    v("kmsi", "the user chose to stay signed in"),
    v("dvc_mngd", "the device is managed"),
    v("dvc_cmp", "the device is compliant"),
    v("inknownntwk", "the network is a known one"),
];

pub(super) const ACRS: &[ValueRow] =
    &[seen("p1", "a value of the system; c1 to c99 are the tenant's own authentication contexts")];

/// Of `xms_act_fct` and `xms_sub_fct`.
pub(super) const FACETS: &[ValueRow] = &[
    v("11", "an agent identity"),
    v("13", "an agent's user account"),
    ValueRow {
        value: "9",
        meaning: "seen on every service principal, ordinary apps included; no sign of an agent",
        status: Uncertain,
    },
    ValueRow {
        value: "3",
        meaning: "seen in nearly all tokens; follows the tenant",
        status: Uncertain,
    },
    ValueRow {
        value: "1",
        meaning: "seen in nearly all tokens; follows the tenant",
        status: Uncertain,
    },
];

/// Of `xms_idrel`.
pub(super) const RELATIONS: &[ValueRow] = &[
    v("1", "member user"),
    v("3", "member user with a personal Microsoft account"),
    v("5", "guest user"),
    v("7", "service principal"),
    v("9", "device principal"),
    v("11", "GDAP user (a partner's delegated admin)"),
    v("13", "application without a service principal"),
    v("15", "passthrough user"),
    v("17", "native identity user with a profile"),
    v("19", "native identity user"),
    v("21", "native identity participant of a Teams meeting"),
    v("23", "authenticated passthrough participant of a Teams meeting"),
    v("25", "native identity user for shared content"),
    v("27", "fully synchronised member of a multitenant organisation"),
    v("29", "weak user of a multitenant organisation"),
    v("31", "DAP user (a partner's admin, older form)"),
    v("33", "federated managed identity"),
];

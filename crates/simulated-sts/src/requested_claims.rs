//! The `claims` parameter (OpenID Connect 5.5), as far as Entra's challenges use
//! it: client capabilities and authentication contexts.

use protocol::token::json::Members;

use crate::parameters::Parameters;

/// What a client asks to have in its access token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestedClaims {
    /// `xms_cc` with `cp1`: the client can handle challenges, so that its tokens
    /// may live longer.
    pub(crate) capable: bool,
    /// `acrs`: an authentication context such as `c1`.
    pub(crate) context: Option<String>,
}

impl RequestedClaims {
    /// What cannot be read asks for nothing.
    pub(crate) fn read(parameters: &Parameters) -> Self {
        parameters.filled("claims").and_then(|text| Self::parse(text.expose())).unwrap_or_default()
    }

    fn parse(text: &str) -> Option<Self> {
        let inner =
            |members: &Members, name| Members::read(members.get(name)?.literal.as_bytes()).ok();
        let wanted = inner(&Members::read(text.as_bytes()).ok()?, "access_token")?;
        let capabilities = inner(&wanted, "xms_cc").and_then(|member| member.strings("values"));
        let context = inner(&wanted, "acrs")
            .and_then(|member| member.str("value").map(std::borrow::Cow::into_owned));
        Some(Self {
            capable: capabilities.is_some_and(|list| list.iter().any(|value| value == "cp1")),
            // Entra knows c1 to c99.
            context: context.filter(|name| {
                name.strip_prefix('c').is_some_and(|n| matches!(n.parse(), Ok(1..=99_u8)))
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RequestedClaims;

    #[test]
    fn capabilities_and_contexts_are_read_and_nothing_else() {
        let both = r#"{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"essential":true,"value":"c25"}}}"#;
        let read = RequestedClaims::parse(both).expect("JSON");
        assert_eq!(read, RequestedClaims { capable: true, context: Some("c25".to_owned()) });
        for text in
            ["", "{}", r#"{"access_token":{}}"#, r#"{"access_token":{"acrs":{"value":"x"}}}"#]
        {
            assert_eq!(
                RequestedClaims::parse(text).unwrap_or_default(),
                RequestedClaims::default()
            );
        }
    }
}

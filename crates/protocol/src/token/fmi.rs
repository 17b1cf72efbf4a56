//! The subject path of a blueprint exchange token:
//! `/eid1/c/{cloud}/t/{tenant}/a/{application}/{fmi_path}`. Tenant and
//! application are GUIDs packed in .NET order; the tail is the `fmi_path` of
//! the request, verbatim. Observed; Microsoft documents the scheme only for
//! subjects of federated identity credentials.

use crate::guid::Guid;

/// A subject path, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectPath<'a> {
    /// `pub`, `usg` or `chn`.
    pub cloud: &'a str,
    /// The tenant the token was issued in.
    pub tenant: Guid,
    /// The application that asked: the blueprint, in an exchange token.
    pub application: Guid,
    /// Everything after the application.
    pub tail: &'a str,
}

impl<'a> SubjectPath<'a> {
    /// Reads a `sub`; `None` when it is no such path.
    #[must_use]
    pub fn parse(sub: &'a str) -> Option<Self> {
        let rest = sub.strip_prefix("/eid1/c/")?;
        let (cloud, rest) = rest.split_once("/t/")?;
        let (tenant, rest) = rest.split_once("/a/")?;
        let (application, tail) = rest.split_once('/').unwrap_or((rest, ""));
        Some(Self {
            cloud,
            tenant: Guid::from_path_segment(tenant)?,
            application: Guid::from_path_segment(application)?,
            tail,
        })
    }
}

/// The last segment of a path in this scheme: in an exchange token the agent
/// identity it is for.
#[must_use]
pub fn target(sub: &str) -> Option<&str> {
    let rest = sub.strip_prefix("/eid1/")?;
    rest.rsplit('/').next().filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{SubjectPath, target};
    use crate::guid::Guid;

    const SUB: &str = "/eid1/c/pub/t/rphwI5gH-UyjpSCDdNLc_Q/a/VfNxlDoXZkSxQj1Kz4SLAw/cd77c677-16ea-4f9d-b5b1-0aab1841694c";

    #[test]
    fn a_published_subject_path_names_tenant_blueprint_and_agent() {
        let path = SubjectPath::parse(SUB).expect("a path");
        assert_eq!(path.cloud, "pub");
        assert_eq!(Some(path.tenant), Guid::parse("237098ae-0798-4cf9-a3a5-208374d2dcfd"));
        assert_eq!(Some(path.application), Guid::parse("9471f355-173a-4466-b142-3d4acf848b03"));
        assert_eq!(path.tail, "cd77c677-16ea-4f9d-b5b1-0aab1841694c");
        assert_eq!(target(SUB), Some("cd77c677-16ea-4f9d-b5b1-0aab1841694c"));
    }

    #[test]
    fn other_subjects_are_no_paths() {
        for sub in ["", "/eid1/", "/eid1/c/pub/t/x/a/y/z", "cd77c677-16ea-4f9d-b5b1-0aab1841694c"] {
            assert_eq!(SubjectPath::parse(sub), None, "{sub}");
        }
        assert_eq!(target("/eid1/"), None);
    }
}

//! What the deployment of this page offers: read once at start from the
//! `config.json` beside the page, so that one build serves every deployment.

use std::borrow::Cow;

use protocol::endpoint::{Authority, CLOUDS, Cloud};
use protocol::token::json::{self, Members};

use crate::destination::Destination;

/// What a deployment offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The proxy, where there is one.
    pub proxy: Option<Proxy>,
    /// Why the configuration could not be used, in one sentence.
    pub problem: Option<String>,
}

/// The proxy of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// What stands before `/{route}`: empty on the page's own origin, else an
    /// origin without a trailing slash.
    pub base: String,
    /// The routes, in the order of the configuration.
    pub routes: Vec<Route>,
}

/// A fixed way of the proxy to one authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The first segment of its path.
    pub name: String,
    /// The host behind it.
    pub authority: Authority,
    /// Whether `Authorization` may pass, as `client_secret_basic` needs.
    pub authorization: bool,
}

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum ConfigProblem {
    #[error("config.json is not of the form that this page knows")]
    NotReadable,
    #[error("config.json has version {0}, and this page knows version 1")]
    Version(String),
    #[error("the proxy's base in config.json is neither empty nor an origin")]
    Base,
    #[error("the route {0} in config.json has no usable name or authority")]
    Route(String),
}

impl Deployment {
    /// Reads the text of a `config.json`; `None` stands for a file that could
    /// not be fetched. Whatever is wrong with it, the page works without a proxy
    /// and says why.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        let Some(text) = text else {
            return Self::without("config.json could not be fetched");
        };
        match parse(text) {
            Ok(proxy) => Self { proxy, problem: None },
            Err(problem) => Self::without(&problem.to_string()),
        }
    }

    fn without(problem: &str) -> Self {
        let problem = format!("This page knows no proxy, because {problem}.");
        Self { proxy: None, problem: Some(problem) }
    }

    /// The proxy's routes; none without a proxy.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        self.proxy.as_ref().map_or(&[], |proxy| &proxy.routes)
    }

    /// A route by its name.
    #[must_use]
    pub fn route(&self, name: &str) -> Option<&Route> {
        self.routes().iter().find(|route| route.name == name)
    }

    /// The authority that a destination puts in place of the cloud's sign-in
    /// host; `None` where the cloud decides.
    #[must_use]
    pub fn authority(&self, destination: &Destination) -> Option<&Authority> {
        let name = match destination {
            Destination::Simulated | Destination::CopyPaste { route: None } => return None,
            Destination::Proxy { route } | Destination::CopyPaste { route: Some(route) } => route,
        };
        self.route(name).filter(|route| !route.is_cloud()).map(|route| &route.authority)
    }

    /// The host that the next request reaches, for the sentence that says
    /// where a secret goes.
    #[must_use]
    pub fn host(&self, destination: &Destination, cloud: Cloud) -> String {
        self.authority(destination)
            .cloned()
            .unwrap_or_else(|| Authority::of(cloud))
            .host()
            .to_owned()
    }
}

impl Route {
    /// The name of what answers there, for the reader.
    #[must_use]
    pub fn title(&self) -> String {
        match self.cloud() {
            Some(cloud) => format!("Microsoft Entra, {}", cloud.row().name),
            None => format!("{} ({})", self.name, self.authority.host()),
        }
    }

    /// Whether a Microsoft cloud answers there, so that the chosen cloud
    /// decides the host.
    #[must_use]
    pub fn is_cloud(&self) -> bool {
        self.cloud().is_some()
    }

    /// The first cloud that answers there.
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        let row = CLOUDS.iter().find(|row| row.authority == self.authority.origin());
        row.map(|row| row.cloud)
    }
}

/// Reads the file, version 1. Members that are not known are left for later
/// versions.
fn parse(text: &str) -> Result<Option<Proxy>, ConfigProblem> {
    let file = object(text)?;
    match file.get("version").map(|version| version.literal.as_str()) {
        Some("1") => {}
        Some(version) if version.bytes().all(|b| b.is_ascii_digit()) => {
            return Err(ConfigProblem::Version(version.to_owned()));
        }
        _ => return Err(ConfigProblem::NotReadable),
    }
    let proxy = match file.get("proxy") {
        Some(proxy) if proxy.literal != "null" => object(&proxy.literal)?,
        _ => return Ok(None),
    };
    let base = text_of(&proxy, "base")?;
    if !base.is_empty() && Authority::parse(&base).is_err() {
        return Err(ConfigProblem::Base);
    }
    let routes = proxy.get("routes").and_then(|routes| json::list(&routes.literal));
    let routes = routes.ok_or(ConfigProblem::NotReadable)?;
    let routes =
        routes.into_iter().map(|entry| route(&object(entry)?)).collect::<Result<_, _>>()?;
    Ok(Some(Proxy { base, routes }))
}

fn route(entry: &Members) -> Result<Route, ConfigProblem> {
    let (name, authority) = (text_of(entry, "name")?, text_of(entry, "authority")?);
    let authorization = match entry.get("authorization").map(|flag| flag.literal.as_str()) {
        Some("true") => true,
        Some("false") | None => false,
        Some(_) => return Err(ConfigProblem::NotReadable),
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    match Authority::parse(&authority) {
        Ok(authority) if !name.is_empty() && name.bytes().all(plain) => {
            Ok(Route { name, authority, authorization })
        }
        _ => Err(ConfigProblem::Route(name.chars().take(40).collect())),
    }
}

fn object(text: &str) -> Result<Members, ConfigProblem> {
    Members::read(text.as_bytes()).map_err(|_| ConfigProblem::NotReadable)
}

fn text_of(members: &Members, name: &str) -> Result<String, ConfigProblem> {
    members.str(name).map(Cow::into_owned).ok_or(ConfigProblem::NotReadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_of_the_proxy_is_read() {
        let deployment = Deployment::read(Some(
            r#"{"version":1,"proxy":{"base":"","routes":[{"name":"entra","authority":"https://login.microsoftonline.com","kinds":["token"],"authorization":true}]}}"#,
        ));
        let route = deployment.route("entra").expect("the route");
        assert!(route.authorization && route.is_cloud());
        assert_eq!(route.title(), "Microsoft Entra, Public");
        assert_eq!(deployment.problem, None);
    }

    #[test]
    fn a_deployment_without_a_proxy_is_no_problem() {
        assert_eq!(Deployment::read(Some(r#"{"version":1,"proxy":null}"#)), Deployment::default());
    }

    #[test]
    fn a_configuration_that_cannot_be_used_says_why() {
        for (text, words) in [
            (None, "could not be fetched"),
            (Some("<html>"), "not of the form"),
            (Some(r#"{"version":2,"proxy":null}"#), "version 2"),
            (Some(r#"{"version":1,"proxy":{"base":"javascript:x","routes":[]}}"#), "base"),
            (
                Some(
                    r#"{"version":1,"proxy":{"base":"","routes":[{"name":"e","authority":"http://evil.example"}]}}"#,
                ),
                "route e",
            ),
            (
                Some(
                    r#"{"version":1,"proxy":{"base":"","routes":[{"name":"../e","authority":"https://a.example"}]}}"#,
                ),
                "route ../e",
            ),
        ] {
            let deployment = Deployment::read(text);
            assert_eq!(deployment.proxy, None);
            assert!(deployment.problem.is_some_and(|problem| problem.contains(words)), "{words}");
        }
    }
}

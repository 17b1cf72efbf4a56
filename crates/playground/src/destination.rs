//! Where a request goes, and by which way.

use protocol::endpoint::{Authority, CLOUDS, Cloud};

/// The way of a request. The bytes are the same on every way.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Destination {
    /// To the simulated Entra in this page. Nothing leaves it.
    #[default]
    Simulated,
    /// Through the proxy that this deployment names.
    Proxy {
        /// The name of the proxy's route.
        route: String,
    },
    /// By the reader's own hand: a command out, the answer back.
    CopyPaste {
        /// The route whose authority stands in the command; `None` for the
        /// sign-in host of the chosen cloud.
        route: Option<String>,
    },
}

impl Destination {
    /// Whether the simulated Entra answers.
    #[must_use]
    pub const fn is_simulated(&self) -> bool {
        matches!(self, Self::Simulated)
    }
}

/// What the deployment of this page offers: read once at start, from the
/// `config.json` beside the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The proxy, where there is one.
    pub proxy: Option<Proxy>,
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

impl Route {
    /// The name of what answers there, for the reader.
    #[must_use]
    pub fn title(&self) -> String {
        match CLOUDS.iter().find(|row| row.authority == self.authority.origin()) {
            Some(row) => format!("Microsoft Entra, {}", row.name.to_lowercase()),
            None => format!("{} ({})", self.name, self.authority.host()),
        }
    }

    /// Whether a Microsoft cloud answers there, so that the chosen cloud
    /// decides the host.
    #[must_use]
    pub fn is_cloud(&self) -> bool {
        CLOUDS.iter().any(|row| row.authority == self.authority.origin())
    }
}

impl Deployment {
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

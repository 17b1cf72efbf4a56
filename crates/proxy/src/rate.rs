//! A token bucket per client, for proxies that are reachable by others.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderName;
use listener::Headers;

use crate::config::RateLimit;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Clients remembered at the same time: about 1 MiB.
const CLIENTS: usize = 16 * 1024;
/// The bucket that all clients share for whom the table has no place.
const STRANGERS: u64 = 0;

/// The buckets. Clients are known by a salted hash of their address, in memory
/// only; an IPv6 client is its /64 network.
#[derive(Debug)]
pub struct RateLimiter {
    limit: RateLimit,
    salt: RandomState,
    table: Mutex<Table>,
}

#[derive(Debug)]
struct Table {
    buckets: HashMap<u64, Bucket>,
    swept: Instant,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl RateLimiter {
    /// An empty table.
    #[must_use]
    pub fn new(limit: RateLimit, now: Instant) -> Self {
        let table = Mutex::new(Table { buckets: HashMap::new(), swept: now });
        Self { limit, salt: RandomState::new(), table }
    }

    /// Takes one token of a client.
    ///
    /// # Errors
    /// When there is none: the seconds, at least 1, until there is one again.
    pub fn take(&self, client: IpAddr, now: Instant) -> Result<(), u64> {
        let (burst, per_second) =
            (f64::from(self.limit.burst), f64::from(self.limit.per_minute) / 60.0);
        let filled = |bucket: &Bucket| {
            let time = now.saturating_duration_since(bucket.filled).as_secs_f64();
            (bucket.tokens + time * per_second).min(burst)
        };
        let mut key = self.key(client);
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if !table.buckets.contains_key(&key) && table.buckets.len() >= CLIENTS {
            // Full buckets carry no information. Looking for them costs time,
            // so a flood of addresses gets one look a second.
            if now.saturating_duration_since(table.swept) >= Duration::from_secs(1) {
                table.swept = now;
                table.buckets.retain(|_, bucket| filled(bucket) < burst);
            }
            if table.buckets.len() >= CLIENTS {
                key = STRANGERS;
            }
        }
        let bucket = table.buckets.entry(key).or_insert(Bucket { tokens: burst, filled: now });
        let tokens = filled(bucket);
        if tokens >= 1.0 {
            *bucket = Bucket { tokens: tokens - 1.0, filled: now };
            return Ok(());
        }
        let wait = Duration::from_secs_f64((1.0 - tokens) / per_second);
        Err(wait.as_secs() + 1)
    }

    /// The client behind a request: the other end of the socket, or what the
    /// outermost trusted proxy wrote down.
    #[must_use]
    pub fn client(&self, peer: SocketAddr, headers: &Headers) -> IpAddr {
        let Some(hops) = self.limit.trusted_hops.checked_sub(1) else { return peer.ip() };
        headers
            .all(X_FORWARDED_FOR)
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect::<Vec<_>>()
            .iter()
            .rev()
            .nth(hops)
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(peer.ip())
    }

    fn key(&self, client: IpAddr) -> u64 {
        match client.to_canonical() {
            IpAddr::V4(client) => self.salt.hash_one(client.octets()),
            IpAddr::V6(client) => self.salt.hash_one(&client.octets()[..8]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::time::{Duration, Instant};

    use http::HeaderValue;
    use listener::Headers;

    use super::{CLIENTS, RateLimiter, X_FORWARDED_FOR};
    use crate::config::RateLimit;

    fn limiter(trusted_hops: usize, now: Instant) -> RateLimiter {
        RateLimiter::new(RateLimit { per_minute: 60, burst: 3, trusted_hops }, now)
    }

    #[test]
    fn a_burst_passes_and_then_one_request_a_second() {
        let now = Instant::now();
        let limiter = limiter(0, now);
        let client = IpAddr::from([198, 51, 100, 7]);
        for _ in 0..3 {
            assert_eq!(limiter.take(client, now), Ok(()));
        }
        assert_eq!(limiter.take(client, now), Err(2));
        assert_eq!(limiter.take(IpAddr::from([198, 51, 100, 8]), now), Ok(()));
        let later = now + Duration::from_secs(1);
        assert_eq!(limiter.take(client, later), Ok(()));
        assert!(limiter.take(client, later).is_err());
    }

    #[test]
    fn a_hundred_thousand_addresses_do_not_grow_the_table_past_its_bound() {
        let now = Instant::now();
        let limiter = limiter(0, now);
        let refused = (0..100_000)
            .filter(|n| limiter.take(Ipv4Addr::from_bits(*n).into(), now).is_err())
            .count();
        let length = limiter.table.lock().expect("nothing panicked").buckets.len();
        assert!(length <= CLIENTS + 1, "{length}");
        assert!(refused > 80_000, "strangers share one bucket: {refused}");
    }

    #[test]
    fn forwarded_for_counts_only_from_trusted_proxies() {
        let headers: Headers =
            [(X_FORWARDED_FOR, HeaderValue::from_static("203.0.113.1, 203.0.113.2"))]
                .into_iter()
                .collect();
        let peer = ([127, 0, 0, 1], 9).into();
        let now = Instant::now();
        for (hops, client) in
            [(0, [127, 0, 0, 1]), (1, [203, 0, 113, 2]), (2, [203, 0, 113, 1]), (3, [127, 0, 0, 1])]
        {
            assert_eq!(limiter(hops, now).client(peer, &headers), IpAddr::from(client));
        }
    }
}

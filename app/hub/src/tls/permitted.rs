//! What the local authority may speak for: the names that it was made for, and what belongs to no network but this one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rcgen::{CidrSubnet, GeneralSubtree, NameConstraints};
use serde::{Deserialize, Serialize};

/// The addresses that a local authority may speak for besides those that it was made for: those of every private network,
/// so that a machine that is given another one keeps its authority. None of them is a site of the internet.
const PRIVATE_NETWORKS: &[(IpAddr, u8)] = &[
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), 16),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
    (IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0)), 10),
];

/// The names of this network's own that need nobody's leave: this machine, and what machines call themselves.
const OWN_HOSTS: &[&str] = &["localhost", "local"];

/// What an authority may speak for. Tablets hold it to that, so that its key is worth nothing elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permitted {
    /// Hosts, each with what stands under it.
    hosts: Vec<String>,
    /// Networks by address and length.
    networks: Vec<(IpAddr, u8)>,
}

impl Permitted {
    /// What these names need, and this network's own.
    pub fn for_names(names: &[String]) -> Self {
        let mut permitted = Self {
            hosts: OWN_HOSTS.iter().map(|&host| host.to_owned()).collect(),
            networks: PRIVATE_NETWORKS.to_vec(),
        };
        for name in names {
            if permitted.holds(name) {
                continue;
            }
            match name.parse::<IpAddr>() {
                Ok(address) => permitted.networks.push((address, whole(address))),
                Err(_) => permitted.hosts.push(name.clone()),
            }
        }
        permitted
    }

    /// Whether it may speak for a name.
    pub fn holds(&self, name: &str) -> bool {
        match name.parse::<IpAddr>() {
            Ok(address) => self
                .networks
                .iter()
                .any(|&(network, length)| is_in(address, network, length)),
            Err(_) => self.hosts.iter().any(|host| {
                let above = name.strip_suffix(host.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }),
        }
    }

    /// As its certificate carries them.
    pub fn constraints(&self) -> NameConstraints {
        let hosts = self.hosts.iter().cloned().map(GeneralSubtree::DnsName);
        let networks = self.networks.iter().map(|&(network, length)| {
            GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(network, length))
        });
        NameConstraints {
            permitted_subtrees: hosts.chain(networks).collect(),
            excluded_subtrees: Vec::new(),
        }
    }
}

impl std::fmt::Display for Permitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, private addresses", self.hosts.join(", "))?;
        let further = self
            .networks
            .iter()
            .filter(|one| !PRIVATE_NETWORKS.contains(one));
        further
            .into_iter()
            .try_for_each(|(address, _)| write!(f, ", {address}"))
    }
}

/// How long the whole of an address is, in bits.
fn whole(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn is_in(address: IpAddr, network: IpAddr, length: u8) -> bool {
    let differ = match (address, network) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        _ => return false,
    };
    differ >= u32::from(length)
}

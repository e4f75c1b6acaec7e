//! Encrypted connections: with a certificate that is given, or from a local authority made at first start.
//!
//! Browsers give storage, installation and cryptography only to HTTPS and to localhost, and without
//! encryption a network would carry records for everybody on it to read.

mod permitted;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    path::Path,
};

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, SanType,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_parser::extensions::GeneralName;

use self::permitted::Permitted;
use crate::store::{Store, StoreError, now_ms, settings};

const AUTHORITY: &str = "tls_authority";
const DAY_MS: i64 = 86_400_000;

/// A prison's tablets trust the authority once; it lasts as long as they do.
const AUTHORITY_DAYS: i64 = 3_650;

/// Browsers refuse longer ones. A new one is made at each start.
const SERVER_DAYS: i64 = 397;

/// Why there is no encryption.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The given certificate or key.
    #[error("the certificate {certificate} and key {key} can't be used: {why}")]
    Given {
        /// The certificate's file.
        certificate: String,
        /// The key's file.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// The local authority.
    #[error("the local authority can't issue a certificate: {0}")]
    Authority(#[from] rcgen::Error),
    /// A name that the authority may not speak for.
    #[error(
        "the local authority of this data file was made for {permitted} and may not speak for {name}: leave that name out, or \
         start once with --tls-renew for an authority that may, which every tablet then has to trust anew"
    )]
    NotPermitted {
        /// The name.
        name: String,
        /// What it was made for.
        permitted: String,
    },
    /// The certificate it issued.
    #[error("the local authority's certificate can't be used: {0}")]
    Config(#[from] std::io::Error),
}

/// The local authority as the data file keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    key_pem: String,
    certificate_pem: String,
    made_ms: i64,
    name: String,
    /// What it may speak for; everything, if it was made before that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    permitted: Option<Permitted>,
}

/// A certificate, ready to serve with.
pub struct Certificate {
    /// For the server.
    pub config: RustlsConfig,
    /// For whoever starts it.
    pub shown: Shown,
}

/// What whoever starts a server is told about its certificate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The first name for which a given certificate counts, if it names a host at all: browsers take no other address.
    pub host: Option<String>,
    /// The authority that tablets have to trust first.
    pub authority: Option<Authority>,
}

/// The local authority, as tablets get to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its certificate, to be trusted on tablets.
    pub pem: String,
    /// SHA-256 of it, as tablets show it before they trust it.
    pub fingerprint: String,
    /// The names and addresses for which the server's own certificate counts.
    pub names: Vec<String>,
}

/// SHA-256 of a certificate in PEM, in pairs of digits.
fn fingerprint_of(pem: &str) -> String {
    let Ok((_, pem)) = x509_parser::pem::parse_x509_pem(pem.as_bytes()) else {
        return String::new();
    };
    let pairs: Vec<String> = Sha256::digest(&pem.contents)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}

fn use_ring() {
    // Fails only if a provider was chosen already, which is then this one.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Reads a certificate and key in PEM.
///
/// # Errors
/// When they can't be read or don't belong together.
pub async fn given(certificate: &Path, key: &Path) -> Result<Certificate, TlsError> {
    use_ring();
    let wrong = |why: String| TlsError::Given {
        certificate: certificate.display().to_string(),
        key: key.display().to_string(),
        why,
    };
    let config = RustlsConfig::from_pem_file(certificate, key)
        .await
        .map_err(|error| wrong(error.to_string()))?;
    let pem = std::fs::read(certificate).map_err(|error| wrong(error.to_string()))?;
    Ok(Certificate {
        config,
        shown: Shown {
            host: host_of(&pem),
            authority: None,
        },
    })
}

/// The first host name or IPv4 address of the first certificate in a PEM file. One for all hosts of a domain names none.
fn host_of(pem: &[u8]) -> Option<String> {
    let (_, pem) = x509_parser::pem::parse_x509_pem(pem).ok()?;
    let certificate = pem.parse_x509().ok()?;
    let names = certificate.subject_alternative_name().ok()??;
    names
        .value
        .general_names
        .iter()
        .find_map(|name| match name {
            GeneralName::DNSName(host) if !host.contains('*') => Some((*host).to_owned()),
            GeneralName::IPAddress(bytes) => {
                let four = <[u8; 4]>::try_from(*bytes).ok()?;
                Some(IpAddr::from(four).to_string())
            }
            _ => None,
        })
}

/// What a local authority is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Names for which its certificate is to count besides this machine's own.
    pub names: Vec<String>,
    /// To be made anew, although there is one.
    pub renew: bool,
}

/// Issues a certificate for this machine from the local authority, making that at first.
///
/// # Errors
/// When the data file can't be used, the authority may not speak for a name, or the certificate can't be made.
pub async fn local(
    store: &Store,
    facility: &str,
    listen: SocketAddr,
    wanted: &Wanted,
) -> Result<Certificate, TlsError> {
    use_ring();
    let names = names_of(listen, &wanted.names);
    let kept = authority(store, facility, &names, wanted.renew).await?;
    let names = permitted_names(&kept, names, &wanted.names)?;
    let (certificate, server_key) = issue(&kept, &names)?;
    let chain = format!("{}{}", certificate.pem(), kept.certificate_pem);
    let config =
        RustlsConfig::from_pem(chain.into_bytes(), server_key.serialize_pem().into_bytes()).await?;
    let authority = Authority {
        fingerprint: fingerprint_of(&kept.certificate_pem),
        pem: kept.certificate_pem,
        names,
    };
    Ok(Certificate {
        config,
        shown: Shown {
            host: None,
            authority: Some(authority),
        },
    })
}

/// The names that the authority may speak for. Names of the machine itself that it may not are left out; one that was
/// asked for is not.
fn permitted_names(
    kept: &Kept,
    names: Vec<String>,
    asked: &[String],
) -> Result<Vec<String>, TlsError> {
    let Some(permitted) = &kept.permitted else {
        return Ok(names);
    };
    if let Some(name) = asked.iter().find(|name| !permitted.holds(name)) {
        return Err(TlsError::NotPermitted {
            name: name.clone(),
            permitted: permitted.to_string(),
        });
    }
    Ok(names
        .into_iter()
        .filter(|name| permitted.holds(name))
        .collect())
}

/// A certificate of the authority for these names, and its key.
fn issue(kept: &Kept, names: &[String]) -> Result<(rcgen::Certificate, KeyPair), rcgen::Error> {
    let key = KeyPair::from_pem(&kept.key_pem)?;
    let issuer = Issuer::new(authority_params(kept), key);
    let server_key = KeyPair::generate()?;
    let certificate = server_params(names)?.signed_by(&server_key, &issuer)?;
    Ok((certificate, server_key))
}

async fn authority(
    store: &Store,
    facility: &str,
    names: &[String],
    renew: bool,
) -> Result<Kept, TlsError> {
    let found = store
        .read(|connection| settings::get(connection, AUTHORITY))
        .await?;
    if let Some(bytes) = found.filter(|_| !renew) {
        let damaged =
            |error: serde_json::Error| StoreError::Damaged(format!("the local authority: {error}"));
        return Ok(serde_json::from_slice(&bytes).map_err(damaged)?);
    }
    let kept = make_authority(facility, names)?;
    let bytes = serde_json::to_vec(&kept).map_err(|error| StoreError::Failed(error.to_string()))?;
    store
        .write(move |turn| settings::set(turn, AUTHORITY, &bytes))
        .await?;
    Ok(kept)
}

fn make_authority(facility: &str, names: &[String]) -> Result<Kept, rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut kept = Kept {
        key_pem: key.serialize_pem(),
        certificate_pem: String::new(),
        made_ms: now_ms(),
        name: format!("Wingbook local authority: {facility}"),
        permitted: Some(Permitted::for_names(names)),
    };
    kept.certificate_pem = authority_params(&kept).self_signed(&key)?.pem();
    Ok(kept)
}

fn valid(params: &mut CertificateParams, from_ms: i64, days: i64) {
    let day = |at_ms: i64| {
        let (year, month, day) = wingbook_record::time::civil_from_days(at_ms.div_euclid(DAY_MS));
        let year = i32::try_from(year).unwrap_or(9_999);
        rcgen::date_time_ymd(
            year,
            u8::try_from(month).unwrap_or(1),
            u8::try_from(day).unwrap_or(1),
        )
    };
    // A tablet's clock may be a day behind.
    params.not_before = day(from_ms - DAY_MS);
    params.not_after = day(from_ms + (days - 1) * DAY_MS);
}

fn authority_params(kept: &Kept) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, kept.name.as_str());
    params.name_constraints = kept.permitted.as_ref().map(Permitted::constraints);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    valid(&mut params, kept.made_ms, AUTHORITY_DAYS);
    params
}

fn server_params(names: &[String]) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Wingbook prison server");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    for name in names {
        params.subject_alt_names.push(match name.parse::<IpAddr>() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName(name.as_str().try_into()?),
        });
    }
    valid(&mut params, now_ms(), SERVER_DAYS);
    Ok(params)
}

/// Under which names tablets may reach this machine.
fn names_of(listen: SocketAddr, further: &[String]) -> Vec<String> {
    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    let own = if listen.ip().is_unspecified() {
        own_address()
    } else {
        Some(listen.ip())
    };
    names.extend(own.map(|address| address.to_string()));
    if let Ok(host) = std::fs::read_to_string("/etc/hostname") {
        let host = host.trim().to_lowercase();
        if !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        {
            names.push(format!("{}.local", host.split('.').next().unwrap_or(&host)));
            names.push(host);
        }
    }
    names.extend(further.iter().cloned());
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The address that this machine uses towards its network. Nothing is sent: connecting a datagram socket
/// only chooses a route.
pub fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket
        .local_addr()
        .ok()
        .map(|address| address.ip())
        .filter(|address| !address.is_loopback())
}

/// Whether the server may listen there: everywhere but on this machine itself only with encryption.
///
/// # Errors
/// The sentence that says why not.
pub fn check_listen(listen: SocketAddr, is_encrypted: bool) -> Result<(), String> {
    if is_encrypted || listen.ip().is_loopback() {
        return Ok(());
    }
    Err(format!(
        "not listening on {listen} without encryption: records would cross the network readable, and browsers \
         give storage and keys only to HTTPS and to localhost. Give --tls-cert and --tls-key, or --tls-local \
         for an authority of your own; or stay on localhost and reach it from a tablet on a cable with \
         `adb reverse tcp:{port} tcp:{port}`",
        port = listen.port()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_without_encryption() {
        let check =
            |address: &str, encrypted| check_listen(address.parse().unwrap(), encrypted).is_ok();
        assert!(check("127.0.0.1:80", false));
        assert!(check("[::1]:80", false));
        assert!(!check("0.0.0.0:80", false));
        assert!(!check("192.168.1.2:80", false));
        assert!(!check("[::]:80", false));
        assert!(check("0.0.0.0:80", true));
    }

    #[test]
    fn a_certificate_counts_for_the_names_that_were_asked_for() {
        let names = names_of(
            "10.1.2.3:443".parse().unwrap(),
            &["wing.prison.example".into()],
        );
        for wanted in ["localhost", "10.1.2.3", "wing.prison.example"] {
            assert_eq!(
                names.iter().filter(|name| *name == wanted).count(),
                1,
                "{wanted}"
            );
        }
        assert!(server_params(&names).is_ok());
        assert!(server_params(&["not a name\u{e9}".into()]).is_err());
    }

    /// Whether a tablet that trusts the authority takes its certificate for a name, when it issues one for that.
    fn is_taken(kept: &Kept, name: &str) -> bool {
        use rustls::{
            RootCertStore,
            client::{WebPkiServerVerifier, danger::ServerCertVerifier},
            pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
        };
        let mut roots = RootCertStore::empty();
        let trusted = CertificateDer::from_pem_slice(kept.certificate_pem.as_bytes()).unwrap();
        roots.add(trusted).unwrap();
        let ring = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let tablet = WebPkiServerVerifier::builder_with_provider(roots.into(), ring)
            .build()
            .unwrap();
        let (certificate, _) = issue(kept, &[name.to_owned()]).unwrap();
        let asked = ServerName::try_from(name.to_owned()).unwrap();
        tablet
            .verify_server_cert(certificate.der(), &[], &asked, &[], UnixTime::now())
            .is_ok()
    }

    #[test]
    fn an_authority_speaks_for_its_own_network_alone() {
        let names = names_of(
            "203.0.113.7:443".parse().unwrap(),
            &["wing.prison.example".into()],
        );
        let kept = make_authority("Test", &names).unwrap();
        for (name, expected) in [
            ("localhost", true),
            ("127.0.0.1", true),
            ("::1", true),
            ("wing.prison.example", true),
            ("203.0.113.7", true),
            ("192.168.7.9", true),
            ("fd00::7", true),
            ("tablet-hub.local", true),
            ("bank.example", false),
            ("prison.example", false),
            ("otherwing.prison.example", false),
            ("203.0.113.8", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(is_taken(&kept, name), expected, "{name}");
            assert_eq!(
                kept.permitted.as_ref().unwrap().holds(name),
                expected,
                "{name}"
            );
        }
        assert!(names.iter().all(|name| is_taken(&kept, name)));
        let asked = ["bank.example".to_owned()];
        assert!(permitted_names(&kept, names.clone(), &asked).is_err());
        let found = vec!["localhost".to_owned(), "198.51.100.1".to_owned()];
        assert_eq!(permitted_names(&kept, found, &[]).unwrap(), ["localhost"]);
    }

    #[test]
    fn an_older_authority_stays_as_tablets_trust_it() {
        let made = make_authority("Test", &[]).unwrap();
        let key = KeyPair::from_pem(&made.key_pem).unwrap();
        let mut older = Kept {
            permitted: None,
            ..made
        };
        older.certificate_pem = authority_params(&older).self_signed(&key).unwrap().pem();
        let text = serde_json::to_string(&older).unwrap();
        assert!(!text.contains("permitted"), "as it was written then");
        let read: Kept = serde_json::from_str(&text).unwrap();
        assert_eq!(read.certificate_pem, older.certificate_pem);
        for name in ["localhost", "8.8.8.8", "wing.prison.example"] {
            assert!(is_taken(&read, name), "{name}");
        }
        let names = vec!["8.8.8.8".to_owned()];
        assert_eq!(
            permitted_names(&read, names.clone(), &names).unwrap(),
            names
        );
    }

    #[test]
    fn a_given_certificate_says_under_which_host_it_counts() {
        let pem_for = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let key = KeyPair::generate().unwrap();
            let certificate = server_params(&names).unwrap().self_signed(&key).unwrap();
            certificate.pem()
        };
        let host = |names: &[&str]| host_of(pem_for(names).as_bytes());
        assert_eq!(
            host(&["*.example", "wing.prison.example", "10.1.2.3"]).as_deref(),
            Some("wing.prison.example")
        );
        assert_eq!(host(&["10.1.2.3"]).as_deref(), Some("10.1.2.3"));
        assert_eq!(host(&["*.prison.example"]), None);
        assert_eq!(host_of(b"-----BEGIN CERTIFICATE-----\nno"), None);
    }
}

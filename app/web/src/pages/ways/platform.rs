//! The platform's passkeys, as browsers offer them (WebAuthn, with its PRF extension). They work on `https` names and on
//! `localhost` alone, and only in a page: what one answers arises here, goes to the worker in one message, and is wiped.
//!
//! There is no server in it: the challenge that WebAuthn wants is random and nobody checks it. What counts is the secret.

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;
use wingbook_worker::message::{PasskeyAnswer, Passkeys};

use super::passkey::Refusal;
use crate::{
    device::{call, get, navigator},
    prelude::*,
};

/// ES256, EdDSA, RS256: whichever the platform has. Nothing is ever verified with it.
const ALGORITHMS: [i32; 3] = [-7, -8, -257];
const TIMEOUT_MS: i32 = 120_000;

fn credential_class() -> Option<JsValue> {
    get(&window(), "PublicKeyCredential")
}

/// Whether the platform has passkeys that are unlocked by a finger, a face or the screen's own lock, as far as it says. Some
/// say whether these give secrets; of the others it shows when one is made.
pub async fn is_offered() -> bool {
    let Some(class) = credential_class().filter(|_| has_name()) else {
        return false;
    };
    if let Some(capabilities) = answer(&class, "getClientCapabilities").await
        && get(&capabilities, "extension:prf").is_some_and(|prf| prf.is_falsy())
    {
        return false;
    }
    answer(&class, "isUserVerifyingPlatformAuthenticatorAvailable")
        .await
        .is_some_and(|is_available| is_available.is_truthy())
}

/// Passkeys belong to a name: an address in figures has none.
fn has_name() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let is_number = host.chars().all(|one| one.is_ascii_digit() || one == '.');
    !(host.is_empty() || is_number || host.starts_with('['))
}

/// Makes a passkey and asks it for its secret.
pub async fn make(known: &Passkeys, label: &str) -> Result<PasskeyAnswer, Refusal> {
    let user = object(&[
        ("id", random(16)?.into()),
        ("name", label.into()),
        ("displayName", label.into()),
    ]);
    let algorithms: Array = ALGORITHMS
        .into_iter()
        .map(|number| object(&[("type", "public-key".into()), ("alg", number.into())]))
        .collect();
    let selection = object(&[
        ("authenticatorAttachment", "platform".into()),
        ("residentKey", "required".into()),
        ("requireResidentKey", true.into()),
        ("userVerification", "required".into()),
    ]);
    let wanted = object(&[
        ("challenge", random(32)?.into()),
        ("rp", object(&[("name", "Wingbook".into())])),
        ("user", user),
        ("pubKeyCredParams", algorithms.into()),
        ("authenticatorSelection", selection),
        ("attestation", "none".into()),
        ("timeout", TIMEOUT_MS.into()),
        ("extensions", prf(&known.question)),
    ]);
    let made = ask_credentials("create", &wanted).await?;
    let handle = handle_of(&made)?;
    let is_enabled = results(&made).is_some_and(|prf| {
        get(&prf, "enabled").is_some_and(|enabled| enabled.is_truthy())
            || get(&prf, "results").is_some()
    });
    if !is_enabled {
        // It would open nothing: the platform may forget it at once.
        forget(&handle);
        return Err(Refusal::NoSecret);
    }
    if let Some(secret) = secret_of(&made) {
        return Ok(PasskeyAnswer { handle, secret });
    }
    // Many give it only when they are asked.
    let alone = Passkeys {
        handles: vec![handle.clone()],
        question: known.question.clone(),
    };
    match ask(&alone).await {
        Ok(answer) => Ok(answer),
        Err(refused) => {
            forget(&handle);
            Err(refused)
        }
    }
}

/// Asks one of these passkeys for its secret.
pub async fn ask(passkeys: &Passkeys) -> Result<PasskeyAnswer, Refusal> {
    let allowed: Array = passkeys
        .handles
        .iter()
        .map(|handle| {
            object(&[
                ("type", "public-key".into()),
                ("id", Uint8Array::from(handle.as_slice()).into()),
                ("transports", Array::of1(&"internal".into()).into()),
            ])
        })
        .collect();
    let wanted = object(&[
        ("challenge", random(32)?.into()),
        ("allowCredentials", allowed.into()),
        ("userVerification", "required".into()),
        ("timeout", TIMEOUT_MS.into()),
        ("extensions", prf(&passkeys.question)),
    ]);
    let given = ask_credentials("get", &wanted).await?;
    let secret = secret_of(&given).ok_or(Refusal::NoSecret)?;
    Ok(PasskeyAnswer {
        handle: handle_of(&given)?,
        secret,
    })
}

/// Lets the platform forget a passkey that opens nothing any more. Where it can't be told, it stays in its list.
pub fn forget(handle: &[u8]) {
    let Some(class) = credential_class() else {
        return;
    };
    let host = window().location().hostname().unwrap_or_default();
    let which = object(&[
        ("rpId", host.into()),
        ("credentialId", base64url(handle).into()),
    ]);
    if let Some(promise) = call(&class, "signalUnknownCredential", Some(&which))
        && let Ok(promise) = promise.dyn_into::<Promise>()
    {
        leptos::task::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

async fn answer(object: &JsValue, method: &str) -> Option<JsValue> {
    let promise: Promise = call(object, method, None)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

async fn ask_credentials(method: &str, wanted: &JsValue) -> Result<JsValue, Refusal> {
    let missing = || Refusal::Failed("navigator.credentials".to_owned());
    let credentials = get(&navigator(), "credentials").ok_or_else(missing)?;
    let method: Function = get(&credentials, method)
        .and_then(|method| method.dyn_into().ok())
        .ok_or_else(missing)?;
    let options = object(&[("publicKey", wanted.clone())]);
    let promise = method
        .call1(&credentials, &options)
        .map_err(|error| refusal(&error))?;
    let promise: Promise = promise.dyn_into().map_err(|_| missing())?;
    let given = JsFuture::from(promise)
        .await
        .map_err(|error| refusal(&error))?;
    if given.is_null() {
        return Err(Refusal::Cancelled);
    }
    Ok(given)
}

fn refusal(error: &JsValue) -> Refusal {
    match error.dyn_ref::<DomException>() {
        Some(error) if ["NotAllowedError", "AbortError"].contains(&error.name().as_str()) => {
            Refusal::Cancelled
        }
        Some(error) => Refusal::Failed(error.message()),
        None => Refusal::Failed(String::new()),
    }
}

/// The extension that asks for a secret.
fn prf(question: &[u8]) -> JsValue {
    let first = object(&[("first", Uint8Array::from(question).into())]);
    object(&[("prf", object(&[("eval", first)]))])
}

fn results(credential: &JsValue) -> Option<JsValue> {
    let all = call(credential, "getClientExtensionResults", None)?;
    get(&all, "prf")
}

/// The secret, if it was given; what the browser hands over is wiped.
fn secret_of(credential: &JsValue) -> Option<Vec<u8>> {
    let given = get(&get(&results(credential)?, "results")?, "first")?;
    let given: ArrayBuffer = given.dyn_into().ok()?;
    let bytes = Uint8Array::new(&given);
    let secret = bytes.to_vec();
    bytes.fill(0, 0, bytes.length());
    Some(secret)
}

fn handle_of(credential: &JsValue) -> Result<Vec<u8>, Refusal> {
    let id = get(credential, "rawId").and_then(|id| id.dyn_into::<ArrayBuffer>().ok());
    let id = id.ok_or_else(|| Refusal::Failed("rawId".to_owned()))?;
    Ok(Uint8Array::new(&id).to_vec())
}

fn random(length: u32) -> Result<Uint8Array, Refusal> {
    let bytes = Uint8Array::new_with_length(length);
    get(&window(), "crypto")
        .and_then(|crypto| call(&crypto, "getRandomValues", Some(&bytes)))
        .map(|_| bytes)
        .ok_or_else(|| Refusal::Failed("crypto".to_owned()))
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// Bytes in the letters of base64url, as WebAuthn names passkeys.
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letters = bytes.len() * 8;
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |from: usize| (from..from + 6).fold(0_u8, |letter, at| letter << 1 | bit(at));
    (0..letters)
        .step_by(6)
        .map(|from| char::from(LETTERS[usize::from(letter(from))]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::base64url;

    #[test]
    fn names_of_passkeys_are_written_as_webauthn_does() {
        // RFC 4648, section 10, without padding, and with the two letters of its own.
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foobar", "Zm9vYmFy"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(base64url(bytes), text);
        }
    }
}

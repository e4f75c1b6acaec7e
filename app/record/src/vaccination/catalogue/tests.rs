//! The catalogue that ships, against the reference's table; and what a faulty one is answered with.

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// The catalogue that ships.
pub(crate) const BUNDLED: &str = include_str!("../../../../../public/vaccines/covid_19.json");

pub(crate) fn bundled() -> Catalogue {
    Catalogue::parse(BUNDLED).unwrap_or_else(|error| panic!("{error}"))
}

/// Written by hand from health.md, section 2.1: listing, EU product and holder, SNOMED, ICD-11, CVX, DIVOC; doses,
/// minimum and usual interval in days, doses in a vial.
#[test]
fn every_product_is_as_the_reference_has_it() {
    let table = "
comirnaty  2020-12-31 EU/1/20/1528 ORG-100030215 1119349007 XM8NQ0 208 DIVOC005 2 21 21 56 6
covishield 2021-02-15 Covishield ORG-100001981 29061000087103 XM97T2 210 DIVOC003 2 28 56 84 10
vaxzevria  2021-02-15 EU/1/21/1529 ORG-100001699 29061000087103 XM4YL8 210 DIVOC008 2 28 56 84 10
jcovden    2021-03-12 EU/1/20/1525 ORG-100001417 29061000087103 XM6QV1 212 DIVOC006 1 - - - 5
spikevax   2021-04-30 EU/1/20/1507 ORG-100031184 1119349007 XM3DT5 207 DIVOC007 2 28 28 56 10
covilo     2021-05-07 BBIBP-CorV ORG-100020693 1157024006 XM8866 510 DIVOC010 2 21 21 28 -
coronavac  2021-06-01 CoronaVac Sinovac-Biotech 1157024006 XM7HT3 511 DIVOC009 2 14 14 28 -
covaxin    2021-11-03 Covaxin Bharat-Biotech 1157024006 XM1G90 502 DIVOC002 2 28 28 - -
covovax    2021-12-17 Covovax ORG-100001981 1162643001 XM9T65 211 DIVOC013 2 21 21 - -
nuvaxovid  2021-12-20 EU/1/21/1618 ORG-100032020 1162643001 XM9T65 211 DIVOC013 2 21 21 - -
convidecia 2022-05-19 Convidecia ORG-100013793 29061000087103 XM1AG7 506 DIVOC011 1 - - - -
bimervax   - EU/1/22/1709 ORG-100036914 28531000087107 XM5JC5 - - - - - - 1
sputnik_v  - Sputnik-V Gamaleya-Research-Institute 29061000087103 XM5ZJ4 505 DIVOC004 2 21 21 - 5";
    let catalogue = bundled();
    for row in table.trim().lines() {
        let id = row.split_whitespace().next().unwrap();
        let product = catalogue.product(id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(
            as_row(product),
            row.split_whitespace().collect::<Vec<_>>(),
            "{id}"
        );
    }
    assert_eq!(
        catalogue.products().len(),
        15,
        "and the two that only general knowledge names"
    );
}

fn as_row(product: &Product) -> Vec<String> {
    let or_dash = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or("-".into());
    let code = |systems: &[&str]| {
        let first = |system: &&str| product.codes.get(*system)?.first().cloned();
        or_dash(systems.iter().find_map(first))
    };
    let wait = product.primary.as_ref().and_then(|primary| primary.wait);
    let days = |span: Option<Span>| or_dash(span.map(|span| span.days_min().to_string()));
    vec![
        product.id.clone(),
        or_dash(Some(product.emergency_use.to_string())),
        code(&["eu_product", "eu_product_temporary"]),
        code(&["eu_holder", "eu_holder_temporary"]),
        code(&["snomed"]),
        code(&["icd11"]),
        code(&["cvx"]),
        code(&["divoc"]),
        or_dash(
            product
                .primary
                .as_ref()
                .map(|primary| primary.doses.to_string()),
        ),
        days(wait.map(|wait| wait.minimum)),
        days(wait.map(|wait| wait.usual)),
        days(wait.and_then(|wait| wait.usual_until)),
        or_dash(product.doses_per_vial.map(|doses| doses.to_string())),
    ]
}

#[test]
fn what_holds_for_ages_boosters_and_mixing() {
    let catalogue = bundled();
    for id in ["covilo", "coronavac"] {
        let older = catalogue
            .product(id)
            .unwrap()
            .primary
            .as_ref()
            .unwrap()
            .older
            .clone();
        assert_eq!(
            older,
            Some(OlderSeries {
                from_age_years: 60,
                doses: 3
            }),
            "{id}"
        );
    }
    let ages: Vec<(&str, u32)> = catalogue
        .products()
        .iter()
        .filter_map(|one| Some((one.id.as_str(), one.minimum_age_years?)))
        .collect();
    let wanted = [
        ("comirnaty", 16),
        ("covishield", 18),
        ("vaxzevria", 18),
        ("spikevax", 18),
        ("covilo", 18),
        ("sputnik_v", 18),
    ];
    assert_eq!(ages, wanted);
    let disease = catalogue.disease("covid_19").unwrap();
    assert_eq!((disease.mixed_doses, disease.boosters), (Some(2), 1));
    let booster = disease.booster.unwrap();
    assert_eq!(
        (booster.usual, booster.usual_until),
        (Span::Months(4), Some(Span::Months(6)))
    );
    let unlisted: Vec<&str> = catalogue
        .products()
        .iter()
        .filter(|one| !one.is_who_listed())
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(unlisted, ["sputnik_v"]);
    assert_eq!(
        catalogue
            .product("bimervax")
            .unwrap()
            .prequalified
            .to_string(),
        "2023-10-09"
    );
}

#[test]
fn a_code_may_name_more_than_one_product() {
    let catalogue = bundled();
    let ids = |system, code| -> Vec<String> {
        let found = catalogue.by_code(system, code).into_iter();
        found.map(|one| one.id.clone()).collect()
    };
    assert_eq!(ids("cvx", "210"), ["covishield", "vaxzevria"]);
    assert_eq!(ids("cvx", "218"), ["comirnaty"]);
    assert_eq!(ids("icd11", "XM97T2"), ["covishield"]);
    assert!(ids("cvx", "XM97T2").is_empty());
    assert_eq!(ids("snomed", "28531000087107"), [""; 0], "any vaccine");
    let bimervax = &catalogue.product("bimervax").unwrap().codes;
    assert_eq!(bimervax["snomed"], ["28531000087107"]);
    assert_eq!(ids("eu_product", "EU/1/22/1709"), ["bimervax"]);
}

#[test]
fn it_is_written_as_it_was_read() {
    let written = serde_json::to_value(bundled()).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(BUNDLED).unwrap());
}

/// The bundled catalogue with one change, and the fault that it must give.
#[test]
fn faults_name_their_item_and_field() {
    let table = [
        ("/products/0/name", json!(""), "comirnaty", "name"),
        ("/products/0/id", json!("Comirnaty!"), "Comirnaty!", "id"),
        ("/products/1/id", json!("comirnaty"), "comirnaty", "id"),
        ("/products/0/disease", json!("flu"), "comirnaty", "disease"),
        (
            "/products/0/primary/doses",
            json!(0),
            "comirnaty",
            "primary",
        ),
        (
            "/products/0/primary/doses",
            json!("two"),
            "comirnaty",
            "primary",
        ),
        (
            "/products/0/primary/wait/minimum",
            json!("P90D"),
            "comirnaty",
            "primary",
        ),
        (
            "/products/1/primary/wait/usual_until",
            json!("P10D"),
            "covishield",
            "primary",
        ),
        (
            "/products/0/primary/wait/minimum",
            json!("3 weeks"),
            "comirnaty",
            "primary",
        ),
        (
            "/products/0/emergency_use",
            json!("soon"),
            "comirnaty",
            "emergency_use",
        ),
        (
            "/products/0/doses_per_vial",
            json!(0),
            "comirnaty",
            "doses_per_vial",
        ),
        (
            "/products/0/doses_per_vial",
            json!(-1),
            "comirnaty",
            "doses_per_vial",
        ),
        (
            "/products/0/minimum_age_years",
            json!(200),
            "comirnaty",
            "minimum_age_years",
        ),
        (
            "/products/0/codes/cvx",
            json!(["20 8"]),
            "comirnaty",
            "codes",
        ),
        ("/products/0/codes/cvx", json!([]), "comirnaty", "codes"),
        (
            "/products/0/sources/0",
            json!("hearsay"),
            "comirnaty",
            "sources",
        ),
        (
            "/products/5/primary/older/doses",
            json!(1),
            "covilo",
            "primary",
        ),
        (
            "/products/3/booster_after_own/minimum",
            json!("P90D"),
            "jcovden",
            "booster_after_own",
        ),
        ("/products/11/booster", json!(null), "bimervax", "primary"),
        ("/products/0", json!(7), "products 1", ""),
        ("/products/0", json!({"id": "new"}), "new", "disease"),
        ("/systems/cvx/uri", json!(" "), "cvx", "uri"),
        ("/systems", json!({}), "covid_19", "codes"),
        (
            "/diseases/0/mixed_doses",
            json!(99),
            "covid_19",
            "mixed_doses",
        ),
        ("/diseases/0/id", json!(null), "diseases 1", "id"),
        ("/products", json!("none"), "catalogue", "products"),
        ("/version", json!(1), "catalogue", "version"),
    ];
    for (pointer, value, item, field) in table {
        let mut changed: Value = serde_json::from_str(BUNDLED).unwrap();
        *changed
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer}")) = value;
        let Err(CatalogueError::Faults(faults)) = Catalogue::parse(&changed.to_string()) else {
            panic!("{pointer} was taken");
        };
        let found = |one: &Fault| one.item == item && one.field == field;
        assert!(faults.iter().any(found), "{pointer}: {faults:?}");
    }
}

#[test]
fn what_is_no_catalogue() {
    assert_eq!(
        Catalogue::parse(&" ".repeat(LENGTH_MAX + 1)),
        Err(CatalogueError::TooLong)
    );
    for text in ["", "[]", "{", "null", "\u{feff}{}"] {
        assert!(
            matches!(Catalogue::parse(text), Err(CatalogueError::Syntax(_))),
            "{text}"
        );
    }
}

#[test]
fn a_product_saved_takes_the_place_of_the_one_before() {
    let mut catalogue = bundled();
    let mut saved = catalogue.product("covilo").unwrap().clone();
    saved.doses_per_vial = Some(2);
    catalogue.put(saved.clone()).unwrap();
    assert_eq!(catalogue.product("covilo"), Some(&saved));
    assert_eq!(catalogue.products().len(), bundled().products().len());
    let before = catalogue.clone();
    saved.doses_per_vial = Some(0);
    let faults = catalogue.put(saved).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "covilo: doses_per_vial: must be from 1 to 100"
    );
    assert_eq!(catalogue, before);
}

/// Places in the bundled catalogue and values that may be put there.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        r"\PC{0,12}".prop_map(Value::from),
        "P[0-9]{1,6}[DWMY]".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,9}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn fields() -> impl Strategy<Value = String> {
    let product =
        "id|name|holder|disease|platform|emergency_use|prequalified|codes|primary|booster|sources";
    prop_oneof![
        "version|sources|systems|diseases|products".prop_map(|field| format!("/{field}")),
        (0_u32..15, product).prop_map(|(at, field)| format!("/products/{at}/{field}")),
    ]
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in r"\PC{0,64}") {
        let _ = Catalogue::parse(&text);
    }

    #[test]
    fn no_value_breaks_it_and_what_is_read_can_be_written(at in fields(), value in anything()) {
        let mut changed: Value = serde_json::from_str(BUNDLED).unwrap();
        if let Some(place) = changed.pointer_mut(&at) {
            *place = value;
        }
        match Catalogue::parse(&changed.to_string()) {
            Ok(read) => {
                let again = serde_json::to_string(&read).unwrap();
                prop_assert_eq!(Catalogue::parse(&again), Ok(read));
            }
            Err(CatalogueError::Faults(faults)) => prop_assert!(!faults.is_empty()),
            Err(_) => {}
        }
    }
}

//! The functions: XPath 1.0's core and ODK's own. A name is looked up once,
//! when the expression is parsed.

mod dates;
mod numbers;
mod sets;
mod strings;

use super::ast::Expr;
use super::error::SyntaxErrorKind;
use super::evaluate::{Place, Scope};
use super::pattern::Pattern;
use super::value::Value;

macro_rules! functions {
    ($($name:literal $function:ident $least:literal $most:expr;)*) => {
        /// A function that expressions may call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the names are XPath's and ODK's")]
        pub enum Function { $($function),* }

        const TABLE: &[(&str, Function, u8, u8)] =
            &[$(($name, Function::$function, $least, $most)),*];
    };
}

/// Any number of arguments.
const MANY: u8 = u8::MAX;

functions! {
    "abs" Abs 1 1;
    "boolean" Boolean 1 1;
    "boolean-from-string" BooleanFromString 1 1;
    "ceiling" Ceiling 1 1;
    "coalesce" Coalesce 1 MANY;
    "concat" Concat 0 MANY;
    "contains" Contains 2 2;
    "count" Count 1 1;
    "count-non-empty" CountNonEmpty 1 1;
    "count-selected" CountSelected 1 1;
    "current" Current 0 0;
    "date" Date 1 1;
    "date-time" DateTime 1 1;
    "decimal-date-time" DecimalDateTime 1 1;
    "decimal-time" DecimalTime 1 1;
    "ends-with" EndsWith 2 2;
    "false" False 0 0;
    "floor" Floor 1 1;
    "format-date" FormatDate 2 2;
    "format-date-time" FormatDateTime 2 2;
    "if" If 3 3;
    "indexed-repeat" IndexedRepeat 3 7;
    "instance" Instance 1 1;
    "int" Int 1 1;
    "join" Join 1 MANY;
    "jr:choice-name" ChoiceName 2 2;
    "last" Last 0 0;
    "local-name" LocalName 0 1;
    "max" Max 1 MANY;
    "min" Min 1 MANY;
    "name" Name 0 1;
    "normalize-space" NormalizeSpace 0 1;
    "not" Not 1 1;
    "now" Now 0 0;
    "number" Number 0 1;
    "once" Once 1 1;
    "pi" Pi 0 0;
    "position" Position 0 1;
    "pow" Pow 2 2;
    "random" Random 0 0;
    "regex" Regex 2 2;
    "round" Round 1 2;
    "selected" Selected 2 2;
    "selected-at" SelectedAt 2 2;
    "sqrt" Sqrt 1 1;
    "starts-with" StartsWith 2 2;
    "string" String 0 1;
    "string-length" StringLength 0 1;
    "substr" Substr 2 3;
    "substring" Substring 2 3;
    "substring-after" SubstringAfter 2 2;
    "substring-before" SubstringBefore 2 2;
    "sum" Sum 1 1;
    "today" Today 0 0;
    "translate" Translate 3 3;
    "true" True 0 0;
}

/// ODK's other functions: known, so that an author hears "not yet" instead of
/// "no such function".
const NOT_YET: &[&str] = &[
    "acos",
    "area",
    "asin",
    "atan",
    "atan2",
    "base64-decode",
    "checklist",
    "cos",
    "digest",
    "distance",
    "exp",
    "exp10",
    "geofence",
    "intersects",
    "jr:itext",
    "log",
    "log10",
    "property",
    "pulldata",
    "randomize",
    "sin",
    "tan",
    "uuid",
    "version",
    "weighted-checklist",
];

/// Makes a call, or says why there is none.
pub(super) fn call(name: &str, mut arguments: Vec<Expr>) -> Result<Expr, SyntaxErrorKind> {
    let entry = TABLE.iter().find(|(known, ..)| *known == name);
    let Some(&(name, function, least, most)) = entry else {
        let name = name.to_owned();
        return Err(if NOT_YET.contains(&name.as_str()) {
            SyntaxErrorKind::FunctionNotYet(name)
        } else {
            SyntaxErrorKind::UnknownFunction(name)
        });
    };
    let given = arguments.len();
    if given < usize::from(least) || given > usize::from(most) {
        return Err(SyntaxErrorKind::WrongArity {
            name,
            least,
            most,
            given,
        });
    }
    match (function, arguments.get_mut(1)) {
        (Function::Regex, Some(Expr::Text(pattern))) => {
            Pattern::read(pattern).map_err(SyntaxErrorKind::BadPattern)?;
        }
        // XLSForm writes the question as a quoted path: jr:choice-name(x, '${x}').
        (Function::ChoiceName, Some(question)) => {
            if let Expr::Text(path) = question {
                *question = super::parse(path).map_err(|error| error.kind)?;
            }
        }
        _ => {}
    }
    Ok(Expr::Call(function, arguments))
}

/// Applies a function. The parser has counted the arguments.
pub(super) fn apply(
    scope: &Scope<'_>,
    function: Function,
    arguments: &[Expr],
    place: Place,
) -> Value {
    let call = Call {
        scope,
        arguments,
        place,
    };
    numbers::apply(&call, function)
        .or_else(|| strings::apply(&call, function))
        .or_else(|| dates::apply(&call, function))
        .unwrap_or_else(|| sets::apply(&call, function))
}

/// One call in progress.
pub(super) struct Call<'a> {
    scope: &'a Scope<'a>,
    arguments: &'a [Expr],
    place: Place,
}

impl Call<'_> {
    fn value(&self, index: usize) -> Value {
        match self.arguments.get(index) {
            Some(expr) => self.scope.evaluate(expr, self.place),
            // Core functions fall back to the context node.
            None => Value::Nodes(vec![self.place.node]),
        }
    }

    fn text(&self, index: usize) -> String {
        self.value(index).into_text(self.scope.tree)
    }

    fn number(&self, index: usize) -> f64 {
        self.value(index).to_number(self.scope.tree)
    }

    /// Every value: each node of node-sets, each other argument as it is.
    fn texts(&self, from: usize) -> Vec<String> {
        let mut texts = Vec::new();
        for expr in self.arguments.iter().skip(from) {
            match self.scope.evaluate(expr, self.place) {
                Value::Nodes(nodes) => {
                    let all = nodes.iter().map(|node| self.scope.tree.text(*node));
                    texts.extend(all.map(str::to_owned));
                }
                value => texts.push(value.into_text(self.scope.tree)),
            }
        }
        texts
    }
}

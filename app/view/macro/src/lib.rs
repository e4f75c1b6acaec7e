//! `view!`: Leptos' syntax for what is on a page, made into untyped nodes (`wingbook_view::Node`).
//!
//! It knows what Wingbook's pages use: elements with attributes, `on:`, `prop:` and `node_ref`, components with
//! properties and children, `{expressions}` and text. Anything else is an error at its place in the source.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, NodeAttribute, NodeBlock, NodeElement, NodeName, RawText};
use syn::{Error, spanned::Spanned};

type Node = rstml::node::Node<rstml::Infallible>;

/// Elements of SVG's namespace that pages use.
const SVG: [&str; 8] = ["svg", "use", "path", "rect", "circle", "line", "g", "text"];

/// What is on a page, as a `wingbook_view::Node`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let made = rstml::parse2(tokens.into()).and_then(|nodes| children(&nodes));
    made.unwrap_or_else(Error::into_compile_error).into()
}

/// One node of all of these: the only one, or a group.
fn children(nodes: &[Node]) -> syn::Result<TokenStream> {
    let mut made = nodes
        .iter()
        .filter_map(|node| node_of(node).transpose())
        .collect::<syn::Result<Vec<_>>>()?;
    match (made.len(), made.pop()) {
        (_, None) => Ok(quote!(::wingbook_view::Node::Nothing)),
        (1, Some(only)) => Ok(only),
        (_, Some(last)) => {
            Ok(quote! { ::wingbook_view::Node::Many(::std::vec![#(#made,)* #last]) })
        }
    }
}

fn node_of(node: &Node) -> syn::Result<Option<TokenStream>> {
    Ok(Some(match node {
        Node::Comment(_) | Node::Doctype(_) => return Ok(None),
        Node::Fragment(fragment) => children(&fragment.children)?,
        Node::Text(text) => text_of(&text.value_string()),
        Node::RawText(raw) => match raw_text(raw) {
            Some(text) => text_of(&text),
            None => return Ok(None),
        },
        Node::Block(NodeBlock::ValidBlock(block)) => {
            let block = unwrapped(block);
            quote_spanned! { block.span() => ::wingbook_view::IntoNode::into_node(#block) }
        }
        Node::Element(element) => element_of(element)?,
        other => {
            return Err(Error::new(
                other.span(),
                "this is nothing that a page can show",
            ));
        }
    }))
}

/// `{expression}` as the expression: the braces are the macro's.
fn unwrapped(block: &syn::Block) -> TokenStream {
    match block.stmts.as_slice() {
        [syn::Stmt::Expr(expression, None)] => quote!(#expression),
        _ => quote!(#block),
    }
}

fn text_of(text: &str) -> TokenStream {
    quote!(::wingbook_view::Node::Text(::std::borrow::Cow::Borrowed(#text)))
}

fn raw_text(raw: &RawText<rstml::Infallible>) -> Option<String> {
    let text = raw.to_string_best();
    (!text.trim().is_empty()).then_some(text)
}

fn element_of(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let name = element.name();
    let word = name.to_string();
    if word.chars().next().is_some_and(char::is_uppercase) || word.contains("::") {
        return component_of(element);
    }
    let make = if SVG.contains(&word.as_str()) {
        format_ident!("svg")
    } else {
        format_ident!("html")
    };
    let (mut fixed, mut calls) = (Vec::new(), Vec::new());
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        match fixed_value(attribute) {
            Some(value) => {
                let key = attribute.key.to_string();
                fixed.push(quote!((#key, #value)));
            }
            None => calls.push(attribute_of(attribute)?),
        }
    }
    let inner = element
        .children
        .iter()
        .filter_map(|node| node_of(node).transpose())
        .collect::<syn::Result<Vec<_>>>()?;
    let inner = if inner.is_empty() {
        quote!()
    } else {
        quote!(.children(::std::vec![#(#inner),*]))
    };
    Ok(quote_spanned! { name.span() =>
        ::wingbook_view::Element::#make(#word, &[#(#fixed),*]) #(#calls)* #inner .into_node()
    })
}

fn keyed(attribute: &NodeAttribute) -> syn::Result<&KeyedAttribute> {
    match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(block) => {
            Err(Error::new(block.span(), "attributes are not spread here"))
        }
    }
}

/// The value of an attribute that is one literal, or none: it needs no code.
fn fixed_value(attribute: &KeyedAttribute) -> Option<String> {
    if attribute.key.to_string().contains(':') || attribute.key.to_string() == "node_ref" {
        return None;
    }
    match attribute.value() {
        None => Some(String::new()),
        Some(syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        })) => Some(text.value()),
        Some(syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Int(number),
            ..
        })) => Some(number.base10_digits().to_owned()),
        Some(_) => None,
    }
}

fn attribute_of(attribute: &KeyedAttribute) -> syn::Result<TokenStream> {
    let key = attribute.key.to_string();
    let span = attribute.key.span();
    let Some(value) = attribute.value() else {
        return Err(Error::new(span, "this needs a value"));
    };
    Ok(match key.split_once(':') {
        // Leptos has no word for this one: Escape, or Android's Back, in a dialog.
        Some(("on", "cancel")) => quote_spanned! { span =>
            .on(::leptos::ev::Custom::<::leptos::web_sys::Event>::new("cancel"), #value)
        },
        Some(("on", event)) => {
            let event = syn::Ident::new(event, span);
            quote_spanned! { span => .on(::leptos::ev::#event, #value) }
        }
        Some(("prop", property)) => quote_spanned! { span => .property(#property, #value) },
        Some(_) => return Err(Error::new(span, "only `on:` and `prop:` are known")),
        None if key == "node_ref" => quote_spanned! { span => .reference(#value) },
        None => quote_spanned! { span => .attribute(#key, #value) },
    })
}

fn component_of(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let NodeName::Path(path) = element.name() else {
        return Err(Error::new(
            element.name().span(),
            "a component's name is a path",
        ));
    };
    let mut properties = Vec::new();
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        let span = attribute.key.span();
        let name = syn::Ident::new(&attribute.key.to_string(), span);
        let value = match attribute.value() {
            Some(value) => quote!(#value),
            // As in Leptos: a name alone is the variable of that name.
            None => quote!(#name),
        };
        properties.push(quote_spanned! { span => .#name(#value) });
    }
    if !element.children.is_empty() {
        let inner = children(&element.children)?;
        properties
            .push(quote! { .children(::wingbook_view::ToChildren::to_children(move || #inner)) });
    }
    Ok(quote_spanned! { path.span() =>
        ::wingbook_view::IntoNode::into_node(::leptos::component::component_view(
            #path,
            ::leptos::component::component_props_builder(&#path) #(#properties)* .build(),
        ))
    })
}

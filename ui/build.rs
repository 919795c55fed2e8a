//! Compiles the markup, with the catalogue and the fonts inside.

fn main() -> Result<(), slint_build::CompileError> {
    // Ids and type names are for the tests; a release does without them.
    let names = std::env::var("PROFILE").is_ok_and(|profile| profile != "release");
    let config = slint_build::CompilerConfiguration::new()
        .with_style("fluent".into())
        .with_bundled_translations("lang")
        .with_default_translation_context(slint_build::DefaultTranslationContext::None)
        .with_debug_info(names);
    slint_build::compile_with_config("main.slint", config)
}

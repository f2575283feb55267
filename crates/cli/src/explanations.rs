//! What `jco explain` says: a page for each error code, in `explanations/`.

use transpile::Code;

macro_rules! pages {
    ($($code:ident $file:literal)*) => {
        /// The page of a code: its cause, an example, what to do.
        pub fn explanation(code: Code) -> &'static str {
            // A code without a page does not compile.
            match code { $(Code::$code => include_str!(concat!("explanations/", $file, ".md"))),* }
        }

        #[cfg(test)]
        const FILES: &[(Code, &str)] = &[$((Code::$code, $file)),*];
    };
}

pages! {
    NotWasm "E0101"
    CoreModule "E0102"
    WitText "E0103"
    UnknownVersion "E0104"
    Invalid "E0105"
    Unsupported "E0106"
    AsyncUnsupported "E0107"
    WatSyntax "E0108"
    WitPackage "E0109"
    TooLarge "E0110"
    BadOption "E0201"
    BadMap "E0202"
    WitSyntax "E0301"
    WorldNotFound "E0302"
    Encode "E0303"
    Metadata "E0304"
    NotFound "E0401"
    Io "E0402"
    Usage "E0403"
    Platform "E0404"
    Trapped "E0501"
    NothingToRun "E0502"
    BadCall "E0503"
    MissingImport "E0504"
    Engine "E0505"
    TimedOut "E0506"
    HostFailed "E0507"
    NoHandler "E0601"
    Address "E0602"
    Certificate "E0603"
    MemoryLimit "E0604"
    Processes "E0605"
    CannotSuspend "E0610"
    NoWorkerHere "E0611"
    Unreadable "E0701"
    ScriptPolicy "E0702"
    WasmPolicy "E0703"
    ModuleNotServed "E0704"
    Unsendable "E0705"
    WorkerEnded "E0706"
    EngineFeature "E0707"
    NoBundler "E0710"
    PluginFile "E0711"
    NoStorage "E0720"
    StorageFull "E0721"
    NotStored "E0722"
    NotMounted "E0723"
    NotPermitted "E0724"
    NoThread "E0725"
    MissingPackage "E0801"
    ToolFailed "E0802"
    NotInJavaScript "E0803"
    Internal "E0900"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_the_name_of_its_code() {
        for (code, file) in FILES {
            assert_eq!(code.to_string(), *file);
        }
    }

    #[test]
    fn each_file_is_the_page_of_a_code() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/explanations");
        let files = std::fs::read_dir(folder).expect("the pages are there");
        let mut names: Vec<String> = files
            .map(|file| file.expect("readable").file_name().to_string_lossy().replace(".md", ""))
            .collect();
        names.sort();
        let codes: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(names, codes);
    }

    #[test]
    fn each_page_tells_the_cause_an_example_and_what_to_do() {
        for code in Code::ALL {
            let page = explanation(*code);
            assert!(page.contains("\n\n    "), "{code}: no example");
            assert!(page.contains("\nWhat to do: "), "{code}: nothing to do");
            assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{code}");
            assert!(page.lines().all(|line| line.chars().count() <= 80), "{code}: a long line");
        }
    }
}

use super::*;
use crate::model::Estimate;

type Checked = Result<(), Box<dyn std::error::Error>>;

fn example() -> Document {
    Document::example()
}

fn edit(document: &mut Document, volume: f64) {
    document.scenario.planned_volume = Some(Estimate::certain(volume));
}

#[test]
fn the_example_opens_and_is_not_edited() {
    let document = example();
    assert!(document.scenario.routes.len() >= 3);
    assert!(!document.is_edited() && document.path().is_none());
}

#[test]
fn what_is_saved_is_read_back() -> Checked {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("a b.ron");
    let mut document = example();
    edit(&mut document, 1_234.0);
    assert!(document.is_edited());
    document.save(&path, false)?;
    assert!(!document.is_edited());
    assert_eq!(document.file_name(), "a b.ron");
    let (opened, warnings) = Document::open(&path)?;
    assert_eq!(opened.scenario, document.scenario);
    assert!(!opened.is_edited(), "{warnings:?}");
    Ok(())
}

#[test]
fn undo_back_to_the_saved_state_is_not_edited() {
    let mut document = example();
    edit(&mut document, 1.0);
    document.record();
    edit(&mut document, 2.0);
    document.undo();
    assert_eq!(document.scenario.planned_volume, Some(Estimate::certain(1.0)));
    document.undo();
    assert!(!document.is_edited() && !document.can_undo());
    document.redo();
    document.redo();
    assert_eq!(document.scenario.planned_volume, Some(Estimate::certain(2.0)));
}

#[test]
fn a_file_changed_by_another_program_is_not_saved_over_unasked() -> Checked {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shared.ron");
    let (mut mine, mut theirs) = (example(), example());
    mine.save(&path, false)?;
    edit(&mut theirs, 7.0);
    theirs.save(&path, false)?;
    edit(&mut mine, 8.0);
    assert!(matches!(mine.save(&path, false), Err(DocumentError::ChangedOnDisk { .. })));
    assert!(mine.is_edited());
    assert_eq!(Document::open(&path)?.0.scenario, theirs.scenario);
    mine.save(&path, true)?;
    assert_eq!(Document::open(&path)?.0.scenario, mine.scenario);
    Ok(())
}

#[test]
fn a_file_deleted_by_another_program_is_written_again() -> Checked {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gone.ron");
    let mut document = example();
    document.save(&path, false)?;
    disk::remove(&path)?;
    edit(&mut document, 9.0);
    document.save(&path, false)?;
    assert_eq!(Document::open(&path)?.0.scenario, document.scenario);
    Ok(())
}

#[test]
fn a_newer_file_is_neither_opened_nor_saved_over() -> Checked {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("newer.ron");
    let newer = b"Scenario(format: 999, title: \"from tomorrow\", routes: [], hologram: 3)";
    disk::write_atomic(&path, newer)?;
    assert!(matches!(Document::open(&path), Err(DocumentError::NotAScenario { .. })));
    assert!(matches!(example().save(&path, true), Err(DocumentError::Newer { .. })));
    assert_eq!(disk::read(&path)?, newer);
    Ok(())
}

#[test]
fn what_could_not_be_opened_again_is_not_saved() -> Checked {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bad.ron");
    let mut document = example();
    edit(&mut document, -1.0);
    assert!(matches!(document.save(&path, false), Err(DocumentError::NotValid { .. })));
    assert!(disk::fingerprint(&path)?.is_none());
    Ok(())
}

#[test]
fn revisions_rise_with_changes_only() {
    let mut document = example();
    let first = document.revise().0;
    assert_eq!(document.revise().0, first);
    edit(&mut document, 3.0);
    assert_eq!(document.revise().0, first + 1);
    let mut next = example();
    next.succeed(&mut document);
    assert_eq!(next.revise().0, first + 2);
}

#[test]
fn a_copy_left_behind_opens_as_work_that_is_not_saved() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (file, copy) = (folder.path().join("pin.ron"), folder.path().join("0.ron"));
    let mut document = example();
    document.save(&file, false)?;
    document.scenario.title = "edited".to_owned();
    disk::write_atomic(&copy, b"whatever")?;
    let left =
        LeftBehind { copy: copy.clone(), file: Some(file.clone()), scenario: document.scenario, ages: [None; 2] };
    let mut recovered = Document::recovered(left);
    assert!(recovered.is_edited() && copy.exists());
    assert_eq!((recovered.path(), recovered.scenario.title.as_str()), (Some(file.as_path()), "edited"));
    assert_ne!(Document::open(&file)?.0.scenario.title, "edited");
    recovered.save(&file, false)?;
    assert!(!recovered.is_edited() && !copy.exists());
    Ok(())
}

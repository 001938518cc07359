// Real fMRI without pictures: what kind of thing did the person see? (Haxby et al. 2001)
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/Haxby.ijm DIR
//
// DIR holds subject 1, cut down to a part of one slice, as PyMVPA gives it: mask.nii.gz and
// haxby2001/sub001/BOLD/task001_run001 to task001_run012, each with bold_1slice.nii.gz and
// bold_events.tsv. These names do not follow BIDS, so a table says which files are a run.
// Everything is written below target/haxby; a second run replaces what the first one made.

dir = getArgument();
if (dir == "") exit("Give the folder: ... macros/Haxby.ijm DIR");
if (!startsWith(dir, "/") && indexOf(dir, ":") < 0) dir = getDir("cwd") + dir;
out = "target/haxby";
if (!File.isDirectory("target")) File.makeDirectory("target");
if (!File.isDirectory(out)) File.makeDirectory(out);

// 1. One line a run: volumes, events, and that all are for learning.
table = "bold\tevents\tsplit\trun\n";
for (r = 1; r <= 12; r++) {
    folder = dir + "/haxby2001/sub001/BOLD/task001_run" + IJ.pad(r, 3);
    table += folder + "/bold_1slice.nii.gz\t" + folder + "/bold_events.tsv\ttrain\trun-" + r + "\n";
}
File.saveString(table, out + "/runs.tsv");

// 2. Each run: a line taken out, then z-scores; each block of 22.5 s: the mean of its volumes, read
//    5 s later. The events name no pictures, only kinds.
run("Prepare Dataset...", "subject=" + out + "/runs.tsv masks=[" + dir + "/mask.nii.gz]"
    + " columns=[stimulus=none type=trial_type] samples=blocks shiftsec=5"
    + " steps=[regress degree=1 confounds=none; zscore] normalisation=none repeats=single"
    + " dataset=" + out + "/dataset ifexists=replace");

// 3. Can the kinds be told apart? A ridge classifier learns from 11 runs and is asked about the 12th.
run("Classify Trial Types...", "dataset=" + out + "/dataset alpha=1 table=" + out + "/accuracy.csv");
print("written: " + out + "/accuracy.csv");

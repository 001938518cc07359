// Shen et al. 2019 on a synthetic subject that looks at pictures: natural-like ones to learn from; others,
// coloured shapes and letters to be tested on.
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/Shen2019.ijm [OUTPUT FOLDER]
//
// Everything is written below the output folder, target/shen2019 if none is given.

out = getArgument();
if (out == "") out = "target/shen2019";
sets = newArray("natural", "shapes", "letters");

run("Generate Synthetic Subject...", "bids=[" + out + "/bids] stimuli=pictures seed=1"
    + " ifexists=replace");
for (s = 0; s < sets.length; s++) {
  // The training runs are the same each time: so are the voxels, their scales, and the model's inputs.
  run("Prepare Dataset...", "subject=[" + out + "/bids/sub-01] dataset=[" + out + "/" + sets[s]
      + "] preset=shen2019 testruns=[ses-" + sets[s] + "] columns=[stimulus=stim_file"
      + " type=trial_type] sizepx=64 screendeg=12 ifexists=replace");
}
run("Train Model...", "dataset=[" + out + "/natural] run=[" + out + "/run] model=shen2019 preset=quick"
    + " seed=1 ifexists=replace");
for (s = 0; s < sets.length; s++) {
  run("Reconstruct...", "dataset=[" + out + "/" + sets[s] + "] model=[" + out + "/run/model]");
  saveAs("Tiff", out + "/" + sets[s] + ".tif");
  run("Evaluate Reconstructions...", "dataset=[" + out + "/" + sets[s] + "] metrics=[" + out + "/"
      + sets[s] + ".csv] montage=[" + out + "/" + sets[s] + ".png]");
  run("Close All");
  print(sets[s] + ": " + File.openAsString(out + "/" + sets[s] + ".csv"));
}
print("written: " + out + "/natural, shapes, letters: .tif, .csv, .png");

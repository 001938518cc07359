// How well are receptive fields found again? Synthetic subjects, whose fields are known.
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/FieldRecovery.ijm [OUTPUT FOLDER]
//
// Written below the output folder, target/field-recovery if none is given:
//   table.csv     each method at three signal-to-noise ratios, beside the true fields
//   details.csv   the same with counts and the bias of the size, and only fields of r2 >= 0.05
//   lags.csv      a subject whose response comes 2.8 s (4 volumes) late: the lag that was found
//   mirror.csv    the same subject stored to the right (RAS) and to the left (LAS)
//   METHOD/*.png  the fields at a ratio of 1: on a frame, coverage, sizes, histogram of r2

out = getArgument();
if (out == "") out = "target/field-recovery";
methods = newArray("reverse-correlation", "prf", "nif");
snrs = newArray("0.5", "1", "2");
columns = "median_error_deg,sigma_error_deg,r_x,r_y,heldout_r";
table = "method,snr," + columns + "\n";
details = "method,snr,minr2,voxels,compared,sigma_bias_deg," + columns + "\n";

for (s = 0; s < snrs.length; s++) {
  folder = out + "/snr-" + snrs[s];
  prepare(folder, "snr=" + snrs[s] + " seed=1");
  for (m = 0; m < methods.length; m++) {
    estimate(folder, methods[m], "");
    all = compare(folder, methods[m], 0);
    table = table + methods[m] + "," + snrs[s] + "," + all[2] + "," + all[3] + "," + all[5] + ","
        + all[6] + "," + all[7] + "\n";
    for (pass = 0; pass < 2; pass++) {
      least = 0.05 * pass;
      if (pass == 1) all = compare(folder, methods[m], least);
      details = details + methods[m] + "," + snrs[s] + "," + least + "," + all[0] + "," + all[1]
          + "," + all[4] + "," + all[2] + "," + all[3] + "," + all[5] + "," + all[6] + "," + all[7]
          + "\n";
    }
    if (snrs[s] == "1") {
      run("Show Receptive Fields...", "fields=[" + folder + "/dataset] folder=[" + out + "/"
          + methods[m] + "] ifexists=replace");
      run("Close All");
    }
    File.saveString(table, out + "/table.csv");
    File.saveString(details, out + "/details.csv");
  }
}

// A response that comes late: told by Find Response Lag and by prf, cured by another window.
late = out + "/late";
prepare(late, "snr=1 delaysec=2.8 seed=1");
run("Find Response Lag...", "dataset=[" + late + "/dataset] table=[" + out + "/lags.csv]");
estimate(late, "prf", " delays=[-4.2 -3.5 -2.8 -2.1 -1.4 -0.7 0 0.7 1.4 2.1 2.8 3.5 4.2]");
compare(late, "prf", 0);
estimate(late, "reverse-correlation", "");
compare(late, "reverse-correlation", 0);
run("Prepare Dataset...", "subject=[" + late + "/bids/sub-01] dataset=[" + late + "/dataset]"
    + " sizepx=48 screendeg=12 firstlag=8 lastlag=12 ifexists=replace");
run("Find Response Lag...", "dataset=[" + late + "/dataset]");
estimate(late, "reverse-correlation", "");
compare(late, "reverse-correlation-window-8-12", 0);

// The same person, volumes stored the other way round.
mirror = "method,storage," + columns + "\n";
storages = newArray("RAS", "LAS");
for (s = 0; s < storages.length; s++) {
  folder = out + "/" + storages[s];
  prepare(folder, "snr=1 trainruns=4 testruns=1 seed=1 storage=" + storages[s]);
  for (m = 0; m < 2; m++) {
    estimate(folder, methods[m], "");
    all = compare(folder, methods[m], 0);
    mirror = mirror + methods[m] + "," + storages[s] + "," + all[2] + "," + all[3] + "," + all[5]
        + "," + all[6] + "," + all[7] + "\n";
  }
}
File.saveString(mirror, out + "/mirror.csv");

print(table);
print("written: " + out + "/table.csv, details.csv, lags.csv, mirror.csv");

function prepare(folder, subject) {
  run("Generate Synthetic Subject...", "bids=[" + folder + "/bids] ifexists=replace " + subject);
  run("Prepare Dataset...", "subject=[" + folder + "/bids/sub-01] dataset=[" + folder
      + "/dataset] sizepx=48 screendeg=12 ifexists=replace");
}

function estimate(folder, method, options) {
  started = getTime();
  search = "standard";
  if (method == "nif") search = "quick";
  run("Estimate Receptive Fields...", "dataset=[" + folder + "/dataset] method=" + method
      + " search=" + search + options);
  print(method + ": " + d2s((getTime() - started) / 1000, 0) + " s");
}

// voxels, compared, median_error_deg, sigma_error_deg, sigma_bias_deg, r_x, r_y, heldout_r
function compare(folder, method, least) {
  file = folder + "/" + method + "-minr2-" + least + ".csv";
  run("Compare Receptive Fields...", "dataset=[" + folder + "/dataset] truth=[" + folder
      + "/bids/sub-01/sub-01_desc-truth_fields.tsv] minr2=" + least + " table=[" + file + "]");
  lines = split(File.openAsString(file), "\n");
  return split(lines[1], ",");
}

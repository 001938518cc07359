// Where V1, V2 and V3 look: the retinotopic template of Benson et al. (2014) on fsaverage.
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/Benson.ijm "DIR[;OUT]"
//
// DIR holds neuropythy's maps lh.benson14_angle.v4_0.mgz, rh.benson14_angle..., eccen, sigma and
// varea. Everything is written to OUT, or target/benson; a second run replaces what the first one made.
// It is a template, not a measurement: it tells no r2, so all of them are 1.

argument = getArgument();
if (argument == "") exit("Give the folder: ... macros/Benson.ijm DIR");
parts = split(argument, ";");
dir = parts[0];
if (!startsWith(dir, "/") && indexOf(dir, ":") < 0) dir = getDir("cwd") + dir;
out = "target/benson";
if (parts.length > 1) out = parts[1];
else if (!File.isDirectory("target")) File.makeDirectory("target");
if (!File.isDirectory(out)) File.makeDirectory(out);

// 1. Both hemispheres in one table, a line for each vertex that belongs to an area.
run("Import Receptive Fields...", "maps=[" + dir + "] tool=benson hemisphere=both"
    + " output=[" + out + "/fields.tsv]");

// 2. On a screen of 20 degrees: centres, coverage, sizes.
run("Show Receptive Fields...", "fields=[" + out + "/fields.tsv] screendeg=20 regions=[V1 V2 V3]"
    + " folder=[" + out + "] ifexists=replace");
print("written: " + out + "/fields.png, coverage.png, sizes.png, r2.png");

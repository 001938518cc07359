# SPDX-License-Identifier: BSD-2-Clause
"""Makes the films and the expected frames of the tests of package stimulus.

Run: /usr/bin/python3 src/test/python/stimulus_films.py   (from the project's root)
With: Python 3.11, numpy 1.24.2, Pillow 9.4.0, ffmpeg and ffprobe 5.1.9 with libx264, libx265, libaom-av1,
  libvpx-vp9. The H.264 files differ a little from run to run of another x264.
Writes to src/test/resources/org/voxel2pixel/stimulus/films:
  read/*.avi, read/*.mp4     films of 10 frames and a few dozen pixels that are read
  read/*.png                 their frames, one below the other, as decoded by ffmpeg or PIL
  read/times.tsv             name, when each frame comes on by ffprobe, when the last goes off
  refused/*                  films that are not read
  refused/refused.tsv        name, words that the refusal must contain
"""
import io
import json
import os
import shutil
import struct
import subprocess
import tempfile

import numpy as np
from PIL import Image

OUT = "src/test/resources/org/voxel2pixel/stimulus/films"
READ = OUT + "/read/"
REFUSED = OUT + "/refused/"
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(READ)
os.makedirs(REFUSED)
COUNT = 10
times = []
refused = []


def pattern(w, h, count=COUNT, seed=7):
    """A disc that moves over coloured ramps, with a little noise: predicted in all directions."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w].astype(float)
    frames = []
    for t in range(count):
        f = np.stack([20 + 200 * x / w, 20 + 200 * y / h, 128 + 100 * np.sin((x + y) / 5 + t / 3)], -1)
        disc = (x - 4 - 2.3 * t) ** 2 + (y - h / 2 - 3 * np.sin(t)) ** 2 < 36
        f[disc] = (230, 60 + 12 * t, 40)
        f += rng.normal(0, 1.5, f.shape[:2] + (1,))
        frames.append(np.clip(np.round(f), 0, 255).astype(np.uint8))
    return np.stack(frames)


def run(*args, stdin=None):
    done = subprocess.run(list(args), input=stdin, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(args)}\n{done.stderr.decode()}")
    return done.stdout


def encode(path, frames, *args, rate="10", filters=()):
    h, w = frames.shape[1:3]
    run(
        "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{w}x{h}",
        "-r", rate, "-i", "-", *filters, *args, "-fflags", "+bitexact", path, stdin=frames.tobytes(),
    )


def decoded(path, w, h, *args):
    """By ffmpeg; chroma is not interpolated, and rounding is exact."""
    raw = run(
        "ffmpeg", "-v", "error", "-i", path, "-vsync", "passthrough", *args, "-f", "rawvideo", "-pix_fmt",
        "rgb24", "-sws_flags", "neighbor+accurate_rnd+full_chroma_int", "-",
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, h, w, 3)


def expect(name, frames, sec=None):
    """Stores the frames that Java must give, and their times (by ffprobe unless given)."""
    Image.fromarray(frames.reshape(-1, frames.shape[2], 3)).save(READ + name + ".png")
    if sec is None:
        shown = json.loads(run(
            "ffprobe", "-v", "error", "-select_streams", "v", "-show_entries",
            "frame=pts_time,pkt_duration_time:stream=duration", "-of", "json", READ + name))
        sec = [float(f["pts_time"]) for f in shown["frames"]]
        sec.append(float(shown["streams"][0]["duration"]))
    times.append("\t".join([name] + [f"{s:.6f}" for s in sec]))


def h264(name, size=(32, 24), x264="", args=(), rate="10", filters=(), frames=None):
    frames = pattern(*size) if frames is None else frames
    more = ("-x264-params", x264) if x264 else ()
    encode(READ + name, frames, "-c:v", "libx264", "-crf", "12", "-pix_fmt", "yuv420p", *args, *more,
           rate=rate, filters=filters)


def read_h264(name, size=(32, 24), sec=None, **kwargs):
    h264(name, size, **kwargs)
    expect(name, decoded(READ + name, *size), sec)


def refuse(name, words, size=(32, 24), args=(), filters=(), codec="libx264"):
    encode(REFUSED + name, pattern(*size), "-c:v", codec, *args, filters=filters)
    refused.append(name + "\t" + words)


# ---- AVI by hand: little-endian chunks ----
def chunk(name, body):
    return name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def lst(kind, *parts):
    return chunk("LIST", kind.encode() + b"".join(parts))


def avi(frames, w, h, fourcc, bits, rate=10, scale=1, total=None, palette=b"", form="dc", height=None,
        parts=None, name="00"):
    """frames: bytes of each; parts: how many of them go into each RIFF part (OpenDML)."""
    total = len(frames) if total is None else total
    parts = [len(frames)] if parts is None else parts
    strh = struct.pack("<4s4sIHHIIIIIIII4H", b"vids", fourcc, 0, 0, 0, 0, scale, rate, 0, total,
                       1 << 16, 0xFFFFFFFF, 0, 0, 0, w, h)
    strf = struct.pack("<IiiHH4sIiiII", 40, w, h if height is None else height, 1, bits, fourcc,
                       len(frames[0]) if frames else 0, 0, 0, len(palette) // 4, 0) + palette
    avih = struct.pack("<14I", round(1e6 * scale / rate), 0, 0, 0x10, parts[0], 0, 1, 1 << 16, w, h,
                       0, 0, 0, 0)
    odml = lst("odml", chunk("dmlh", struct.pack("<I", total) + b"\0" * 244)) if len(parts) > 1 else b""
    hdrl = lst("hdrl", chunk("avih", avih), lst("strl", chunk("strh", strh), chunk("strf", strf)), odml)
    out = b""
    first = 0
    for k, n in enumerate(parts):
        here = frames[first:first + n]
        first += n
        index = b""
        if len(parts) > 1:
            entries = b"".join(struct.pack("<II", 0, len(f)) for f in here)
            index = chunk("ix" + name, struct.pack("<HBBI4sQI", 2, 0, 1, len(here), (name + form).encode(),
                                                   0, 0) + entries)
        movi = lst("movi", *[chunk(name + form, f) for f in here], index)
        idx1 = b""
        if k == 0:
            idx1 = chunk("idx1", b"".join(struct.pack("<4sIII", (name + form).encode(), 16, 4, len(f))
                                          for f in here))
        out += chunk("RIFF", (b"AVI " + hdrl if k == 0 else b"AVIX") + movi + idx1)
    return out


def jpeg(frame, **kwargs):
    out = io.BytesIO()
    Image.fromarray(frame).save(out, "JPEG", quality=95, **kwargs)
    return out.getvalue()


def without_tables(data):
    """The JPEG without its DHT and JFIF segments, as cameras store AVI frames."""
    at, kept = 2, data[:2]
    while data[at + 1] != 0xDA:
        size = 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
        if data[at + 1] not in (0xC4, 0xE0):
            kept += data[at:at + size]
        at += size
    return kept + data[at:]


def pil(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


small = pattern(32, 24)
odd = pattern(33, 23)
even = [n / 10 for n in range(COUNT + 1)]

encode(READ + "mjpeg444.avi", odd, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj444p")
expect("mjpeg444.avi", decoded(READ + "mjpeg444.avi", 33, 23))
encode(READ + "mjpeg420.avi", small, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", rate="30000/1001")
with tempfile.TemporaryDirectory() as folder:  # by libjpeg, which interpolates chroma as Java does
    run("ffmpeg", "-v", "error", "-i", READ + "mjpeg420.avi", "-c", "copy", folder + "/%02d.jpg")
    pictures = [np.asarray(Image.open(f"{folder}/{n:02d}.jpg")) for n in range(1, COUNT + 1)]
expect("mjpeg420.avi", np.stack(pictures), [n * 1001 / 30000 for n in range(COUNT + 1)])
encode(READ + "png.avi", odd, "-c:v", "png", "-pix_fmt", "rgb24")
expect("png.avi", odd)
encode(READ + "raw24.avi", odd, "-c:v", "rawvideo", "-pix_fmt", "bgr24")
expect("raw24.avi", odd)
# A sound track beside it.
encode(READ + "sound.avi", small, "-c:v", "png", "-pix_fmt", "rgb24", "-c:a", "pcm_u8", "-shortest",
       filters=("-f", "lavfi", "-i", "sine=r=4000:d=1"))
expect("sound.avi", small)

jpegs = [jpeg(f, subsampling=0) for f in small]
bare = [without_tables(j) for j in jpegs]
write(READ + "bare.avi", avi(bare, 32, 24, b"MJPG", 24))
expect("bare.avi", np.stack([pil(j) for j in jpegs]), even)
kept = [0, 0, 2, 3, 3, 3, 6, 7, 8, 8]
dropped = [j if kept[n] == n else b"" for n, j in enumerate(jpegs)]
write(READ + "dropped.avi", avi(dropped, 32, 24, b"MJPG", 24))
expect("dropped.avi", np.stack([pil(jpegs[n]) for n in kept]), even)
write(READ + "opendml.avi", avi(jpegs, 32, 24, b"MJPG", 24, parts=[4, 5, 1]))
expect("opendml.avi", np.stack([pil(j) for j in jpegs]), even)
palette = np.random.default_rng(3).integers(0, 256, (256, 3), dtype=np.uint8)
bgr0 = np.concatenate([palette[:, ::-1], np.zeros((256, 1), np.uint8)], 1).tobytes()
indices = odd[..., 0]
rows = [np.pad(f[::-1], ((0, 0), (0, 3))).tobytes() for f in indices]
write(READ + "palette.avi", avi(rows, 33, 23, b"\0\0\0\0", 8, palette=bgr0, form="db"))
expect("palette.avi", palette[indices], even)
down = [np.concatenate([f[..., ::-1], np.full(f.shape[:2] + (1,), 99, np.uint8)], -1).tobytes() for f in odd]
write(READ + "topdown32.avi", avi(down, 33, 23, b"DIB ", 32, height=-23))
expect("topdown32.avi", odd, even)

read_h264("baseline.mp4", args=("-profile:v", "baseline"))
read_h264("main.mp4", args=("-profile:v", "main"), x264="bframes=3:b-adapt=0")
read_h264("high.mp4", size=(64, 48), x264="bframes=5:b-adapt=0:b-pyramid=normal:ref=4")
read_h264("cropped.mp4", size=(34, 26))
read_h264("keyframes.mp4", x264="keyint=4:bframes=2:b-adapt=0")
read_h264("opengop.mp4", x264="keyint=4:open-gop=1:bframes=2:b-adapt=0")
read_h264("ultrafast.mp4", args=("-preset", "ultrafast"))
read_h264("unsmoothed.mp4", x264="no-deblock=1:slices=2:bframes=2:b-adapt=0")
read_h264("slices.mp4", size=(48, 64), args=("-tune", "zerolatency"), x264="slices=3")
read_h264("fullrange.mp4", args=("-pix_fmt", "yuvj420p"))
read_h264("bt709.mp4", args=("-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709", "-color_primaries",
                             "bt709", "-color_trc", "bt709"))
# Only the container says so: its pictures say "unspecified".
h264("colr.mp4", args=("-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709", "-color_primaries", "bt709",
                       "-color_trc", "bt709", "-movflags", "write_colr", "-bsf:v", "h264_metadata="
                       "matrix_coefficients=2:colour_primaries=2:transfer_characteristics=2"))
expect("colr.mp4", decoded(READ + "colr.mp4", 32, 24, "-vf",
                           "scale=in_color_matrix=bt709:flags=neighbor+accurate_rnd+full_chroma_int"))
read_h264("ntsc.mov", rate="30000/1001")
# Frame 3 stays longer by 0.2 s, frame 7 by 0.05 s.
read_h264("variable.mp4", sec=[0, 0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9, 1.05, 1.15, 1.25], args=("-vf", "settb=1/600,setpts='60*N+120*gt(N,3)+30*gt(N,7)'", "-vsync", "passthrough",
                                "-enc_time_base", "1/600", "-video_track_timescale", "600"))
# Begins within a group of pictures: the edit list hides those before.
h264("long.mp4", frames=pattern(32, 24, 24), x264="keyint=6:bframes=2:b-adapt=0:scenecut=0", rate="10")
run("ffmpeg", "-v", "error", "-y", "-ss", "1.0", "-i", READ + "long.mp4", "-t", "1.0", "-c", "copy",
    "-fflags", "+bitexact", READ + "trimmed.mp4")
os.remove(READ + "long.mp4")
expect("trimmed.mp4", decoded(READ + "trimmed.mp4", 32, 24))
for degrees, turned in ((90, 270), (180, 180), (270, 90)):
    h264("upright.mp4")
    name = f"turned{turned}.mp4"
    run("ffmpeg", "-v", "error", "-y", "-i", READ + "upright.mp4", "-c", "copy", "-metadata:s:v",
        f"rotate={degrees}", "-fflags", "+bitexact", READ + name)
    w, h = (32, 24) if degrees == 180 else (24, 32)
    expect(name, decoded(READ + name, w, h))  # ffmpeg turns them by itself
os.remove(READ + "upright.mp4")

refuse("hevc.mp4", "HEVC (H.265) (hev1)", codec="libx265", args=("-pix_fmt", "yuv420p"), size=(64, 48))
refuse("av1.mp4", "AV1 (av01)", codec="libaom-av1", args=("-cpu-used", "8", "-pix_fmt", "yuv420p"), size=(64, 48))
refuse("vp9.mp4", "VP9 (vp09)", codec="libvpx-vp9", args=("-pix_fmt", "yuv420p"))
refuse("mpeg4.mp4", "MPEG-4 Part 2 (mp4v)", codec="mpeg4")
refuse("vp9.webm", "a WebM film with the codec V_VP9", codec="libvpx-vp9", args=("-pix_fmt", "yuv420p"))
refuse("h264.mkv", "a Matroska film with the codec V_MPEG4/ISO/AVC", args=("-pix_fmt", "yuv420p"))
refuse("mpeg.mpg", "an MPEG-1 or MPEG-2 film", codec="mpeg2video", args=("-r", "25"))
refuse("theora.ogv", "an Ogg film with Theora", codec="libtheora", args=("-pix_fmt", "yuv420p"))
refuse("flash.flv", "a Flash film", codec="flv", args=("-pix_fmt", "yuv420p"))
refuse("wmv.wmv", "a Windows Media film", codec="wmv2")
refuse("transport.ts", "an MPEG transport stream", codec="mpeg2video", args=("-r", "25"))
refuse("mpeg4.avi", "an AVI with the codec FMP4", codec="mpeg4")
refuse("limited.avi", "limited range", codec="mjpeg", args=("-pix_fmt", "yuv420p", "-color_range", "tv", "-strict",
                                                             "unofficial"))
refuse("huffyuv.avi", "an AVI with the codec HFYU", codec="huffyuv")
refuse("tenbits.mp4", "10 bits", args=("-pix_fmt", "yuv420p10le"))
refuse("yuv444.mp4", "4:4:4", args=("-pix_fmt", "yuv444p"))
refuse("yuv422.mp4", "4:2:2", args=("-pix_fmt", "yuv422p"))
refuse("grey.mp4", "grey only", args=("-pix_fmt", "gray"))
Y420 = ("-pix_fmt", "yuv420p", "-x264-params")
refuse("interlaced.mp4", "interlaced", args=Y420 + ("tff=1",))
refuse("lossless.mp4", "lossless", args=("-pix_fmt", "yuv420p", "-qp", "0"))
refuse("matrices.mp4", "scaling matrices", args=Y420 + ("cqm=jvt",))
refuse("temporal.mp4", "temporal direct", args=Y420 + ("direct=temporal:bframes=3:b-adapt=0",))
refuse("weighted.mp4", "weighted B", args=Y420 + ("weightp=0:weightb=1:bframes=3:b-adapt=0",))
refuse("constrained.mp4", "constrained intra", args=Y420 + ("constrained-intra=1",))
refuse("fragmented.mp4", "a fragmented film; repack it with: ffmpeg", args=Y420 + ("bframes=0", "-movflags",
                                                                                 "frag_keyframe+empty_moov"))
refuse("wide.mp4", "1.333 times as wide", args=("-vf", "setsar=4/3") + Y420 + ("bframes=0",))
# Noise that is cheapest as PCM blocks, which only decoding shows.
noise = np.random.default_rng(1).integers(0, 2, (2, 32, 48, 1)) * 255
for name, qp, more, words in (("pcm0.mp4", "4", "cabac=0:deblock=6,6:ipratio=1", "PCM blocks"),
                              ("pcm1.mp4", "1", "cabac=1", "frame 0 that cannot be decoded")):
    encode(REFUSED + name, np.repeat(noise, 3, -1).astype(np.uint8), "-c:v", "libx264", "-qp", qp, "-pix_fmt",
           "yuv420p", "-x264-params", "psy=0:subme=9:" + more)
    refused.append(name + "\t" + words)
run("ffmpeg", "-v", "error", "-y", "-i", READ + "baseline.mp4", "-i", READ + "main.mp4", "-map", "0", "-map",
    "1", "-c", "copy", REFUSED + "two.mp4")
refused.append("two.mp4\t2 films")
run("ffmpeg", "-v", "error", "-y", "-i", READ + "bare.avi", "-i", READ + "png.avi", "-map", "0", "-map", "1",
    "-c", "copy", REFUSED + "two.avi")
refused.append("two.avi\ttwo films")
run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=d=0.1", "-c:a", "aac", REFUSED + "sound.mp4")
refused.append("sound.mp4\tno film")
write(REFUSED + "none.avi", avi([], 32, 24, b"MJPG", 24))
refused.append("none.avi\t0 frames")
write(REFUSED + "fewer.avi", avi(jpegs[:9], 32, 24, b"MJPG", 24, total=10))
refused.append("fewer.avi\t9 frames where its header promises 10")
write(REFUSED + "empty-first.avi", avi([b""] + jpegs[1:], 32, 24, b"MJPG", 24))
refused.append("empty-first.avi\ta first frame without a picture")
write(REFUSED + "rate.avi", avi(jpegs, 32, 24, b"MJPG", 24, rate=1, scale=0))
refused.append("rate.avi\ta frame rate of 1 / 0")
write(REFUSED + "bomb.avi", avi(jpegs, 50000, 50000, b"MJPG", 24))
refused.append("bomb.avi\t50000 x 50000")

write(READ + "times.tsv", ("\n".join(times) + "\n").encode())
write(REFUSED + "refused.tsv", ("\n".join(refused) + "\n").encode())

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>The programs of poppler, which decode what this library should decode alike.</summary>
internal static class Poppler
{
    /// <summary>The black-and-white images of a file as bitmaps, or the data of all as they stand.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="directory">Where the results go.</param>
    /// <param name="options">Options.</param>
    public static void ExtractImages(string pdf, string directory, params string[] options)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(path.Any(p => File.Exists(Path.Combine(p, "pdfimages"))), "pdfimages of poppler-utils is not installed here.");
        using var process = Process.Start(new ProcessStartInfo("pdfimages", ["-q", .. options, pdf, Path.Combine(directory, "image")]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A bitmap in the portable format, 1 for ink.</summary>
    public static Picture ReadBitmap(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var header = Encoding.ASCII.GetString(bytes, 0, 30).Split('\n');
        Assert.Equal("P4", header[0]);
        var size = header[1].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return Picture.OfBits(bytes.AsSpan(header[0].Length + header[1].Length + 2), size[0], size[1]);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Processor time that poppler's pdftotext takes for files, without that of starting it.</summary>
/// <remarks>It is started once a file, as it must be; starting it on a file with one empty page as often tells what to take off.</remarks>
internal static class PopplerSpeed
{
    private const string Program = "pdftotext";
    private const int Runs = 5;

    /// <summary>Seconds for all files, once per run; <see langword="null"/> where it is not installed.</summary>
    public static async Task<IReadOnlyList<double>?> MeasureAsync(IReadOnlyList<PdfCorpusFile> files)
    {
        if (!IsInstalled()) return null;
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            var empty = Path.Combine(folder, "empty.pdf");
            await File.WriteAllBytesAsync(empty, EmptyPdf());
            var seconds = new double[Runs];
            for (var run = 0; run < Runs; run++)
            {
                var all = await TimeAsync(folder, files.Select(f => (f.Path, f.Password)));
                seconds[run] = all - await TimeAsync(folder, files.Select(_ => (empty, string.Empty)));
            }

            return seconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The shell adds up the processor time of what it started, to the millisecond.
    private static async Task<double> TimeAsync(string folder, IEnumerable<(string Path, string Password)> files)
    {
        var script = Path.Combine(folder, "run.sh");
        var lines = files.Select(f => $"{Program} -q -enc UTF-8 {(f.Password.Length > 0 ? $"-upw {Quote(f.Password)} -opw {Quote(f.Password)} " : string.Empty)}{Quote(f.Path)} /dev/null");
        await File.WriteAllLinesAsync(script, [.. lines, "times"]);
        var start = new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await errors;
        await shell.WaitForExitAsync();
        return output.Trim().Split('\n')[^1].Split(' ').Sum(Seconds);
    }

    // "0m1.234s"
    private static double Seconds(string time)
    {
        var parts = time.Trim().TrimEnd('s').Split('m');
        return (60 * double.Parse(parts[0], CultureInfo.InvariantCulture)) + double.Parse(parts[1].Replace(',', '.'), CultureInfo.InvariantCulture);
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsInstalled()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Program, ["-v"]) { RedirectStandardError = true, RedirectStandardOutput = true });
            process!.WaitForExit();
            return File.Exists("/bin/bash") || File.Exists("/usr/bin/bash");
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static byte[] EmptyPdf() => new PdfWriter().Add("<</Type/Catalog/Pages 2 0 R>>").Add("<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>").Finish();
}

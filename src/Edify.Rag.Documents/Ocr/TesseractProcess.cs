using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Ocr;

/// <summary>Runs the program once; it never outlives its call.</summary>
internal static class TesseractProcess
{
    private const int MaxComplaint = 200;

    /// <exception cref="OcrException">The program is missing, fails or takes too long.</exception>
    public static async Task<string> RunAsync(
        TesseractOptions options, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Start(options, arguments);
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var kill = either.Token.Register(() => Kill(process));
        try
        {
            // All three at once: a program that waits for one of them to be taken must not be waited for at another.
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var complaint = process.StandardError.ReadToEndAsync(either.Token);
            await FeedAsync(process, input, either.Token).ConfigureAwait(false);
            var table = await output.ConfigureAwait(false);
            var complained = await complaint.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            either.Token.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? table : throw Failed(process.ExitCode, complained);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OcrException(string.Create(CultureInfo.InvariantCulture, $"tesseract took longer than Timeout ({options.Timeout.TotalSeconds:0.#} s) for an image. Raise the timeout, or scan with less resolution."), e);
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(TesseractOptions options, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(options.Path, arguments)
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["OMP_THREAD_LIMIT"] = "1"; // processes run side by side; threads within them only get in each other's way
        try
        {
            return Process.Start(start) ?? throw Missing(options, null);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            throw Missing(options, e);
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it took all; why, it says by its exit code.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It ended by itself in the meantime.
        }
    }

    private static OcrException Missing(TesseractOptions options, Exception? cause) =>
        new($"'{options.Path}' can't be started. Install tesseract-ocr, or set the path of the program.", cause);

    // What it complains about are its own data and the image, never the text in it.
    private static OcrException Failed(int exitCode, string complaint)
    {
        var line = complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "no reason given";
        return new(string.Create(CultureInfo.InvariantCulture, $"tesseract failed with exit code {exitCode}: {(line.Length > MaxComplaint ? line[..MaxComplaint] : line)}"));
    }
}

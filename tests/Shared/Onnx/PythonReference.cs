using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared;

/// <summary>Runs a model by Python's onnxruntime, with batches, padding and pooling as sentence-transformers has them.</summary>
/// <param name="python">A Python with onnxruntime and NumPy.</param>
internal sealed class PythonReference(string python)
{
    /// <summary>How the script calls the ways of pooling.</summary>
    public const string Rows = "rows";

    /// <summary>Computes texts.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="texts">Token ids of each text.</param>
    /// <param name="types">Token types of each text; <see langword="null"/> for none but 0.</param>
    /// <param name="pooling">As in <c>1_Pooling/config.json</c> without "pooling_mode_", or <see cref="Rows"/>.</param>
    /// <param name="normalize">Whether vectors get unit length.</param>
    /// <param name="batch">Texts a batch.</param>
    /// <param name="rounds">How often it is done.</param>
    /// <param name="characters">Lengths of the texts in characters, by which sentence-transformers sorts them; their tokens where it is <see langword="null"/>.</param>
    /// <returns>A row for each text, one behind the other, and the seconds of each round.</returns>
    public async Task<(float[] Values, double[] Seconds)> RunAsync(
        string model, IReadOnlyList<int[]> texts, IReadOnlyList<byte[]>? types, string pooling, bool normalize, int batch = 32, int rounds = 1,
        IEnumerable<int>? characters = null)
    {
        var folder = Directory.CreateTempSubdirectory("edify-python-").FullName;
        try
        {
            var (job, result) = (Path.Combine(folder, "job.json"), Path.Combine(folder, "result"));
            var described = new JsonObject
            {
                ["model"] = model,
                ["texts"] = new JsonArray([.. texts.Select(Numbers)]),
                ["types"] = types is null ? null : new JsonArray([.. types.Select(t => Numbers(t.Select(x => (int)x)))]),
                ["lengths"] = Numbers(characters ?? texts.Select(text => text.Length)),
                ["batch"] = batch,
                ["pooling"] = pooling,
                ["normalize"] = normalize,
                ["rounds"] = rounds,
                ["out"] = result,
            };
            await File.WriteAllTextAsync(job, described.ToJsonString());
            var start = new ProcessStartInfo(python, [RepositoryFiles.Find("tests/onnx/reference.py"), job]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            // Debian's library complains at its start of what does no harm.
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"The reference ended with code {process.ExitCode}: {await errors}");
            var seconds = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(s => double.Parse(s, CultureInfo.InvariantCulture));
            return (MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(result)).ToArray(), [.. seconds]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(v => (JsonNode)v)]);
}

using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Hugging Face's tokenizers in a process of Node: what the tokenizers here are compared with.</summary>
internal sealed class ReferenceTokenizer : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Process _process;

    private ReferenceTokenizer(string script, string folder)
    {
        _process = Process.Start(new ProcessStartInfo("node", [script, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,

            // Speeds are compared by the core.
            Environment = { ["RAYON_NUM_THREADS"] = "1", ["TOKENIZERS_PARALLELISM"] = "false" },
        })!;
    }

    /// <summary>Starts it.</summary>
    /// <returns><see langword="null"/> where the package is not installed.</returns>
    public static ReferenceTokenizer? Start() => ReferencePackage.IsInstalled ? new(ReferencePackage.Script, ReferencePackage.Folder) : null;

    public void Load(string file) => Ask(new JsonObject { ["load"] = file });

    public JsonObject Ask(JsonObject request) => (JsonObject)Send(request);

    /// <summary>For each text the number of tokens and a hash of their ids and offsets.</summary>
    public (int Count, uint Hash)[] Hashes(IEnumerable<string> texts, IEnumerable<string>? pairs, bool special)
    {
        var request = new JsonObject { ["texts"] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]), ["special"] = special };
        if (pairs is not null) request["pairs"] = new JsonArray([.. pairs.Select(t => JsonValue.Create(t))]);
        return [.. ((JsonArray)Send(request)).Select(r => ((int)r![0]!, (uint)r[1]!))];
    }

    public JsonObject Encode(string text, string? pair, bool special) => Ask(new() { ["text"] = text, ["pair"] = pair, ["special"] = special });

    public string Decode(IEnumerable<int> ids, bool skip) =>
        (string)Ask(new() { ["decode"] = new JsonArray([.. ids.Select(i => JsonValue.Create(i))]), ["skip"] = skip })["text"]!;

    public void Dispose()
    {
        if (!_process.HasExited) _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000)) _process.Kill();
        _process.Dispose();
    }

    private JsonNode Send(JsonNode request)
    {
        // Half a surrogate pair cannot be written, so nobody sends one.
        _process.StandardInput.WriteLine(request.ToJsonString(Json));
        string line;
        do line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The reference has ended.");
        while (!line.StartsWith('='));
        var answer = JsonNode.Parse(line[1..])!;
        return answer is JsonObject { } o && o["error"] is { } error ? throw new InvalidOperationException($"The reference says: {error}") : answer;
    }
}

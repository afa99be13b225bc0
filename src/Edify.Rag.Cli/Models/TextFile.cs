using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Edify.Rag.Cli.Models;

/// <summary>Texts out of a file, a JSON string a line, so that a text may hold line feeds.</summary>
internal static class TextFile
{
    /// <summary>Reads the texts; empty lines are passed over.</summary>
    /// <exception cref="ArgumentException">A line is no JSON string; the message tells which.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(line, file, number);
        }
    }

    private static string Parse(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.String) return document.RootElement.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Fault(file, number, e);
        }

        throw Fault(file, number, null);
    }

    private static ArgumentException Fault(string file, int number, Exception? cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {number} of '{file}' is no JSON string, such as \"How much is the late fee?\"."), cause);
}

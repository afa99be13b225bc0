using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using Spectre.Console;

namespace Edify.Rag.Cli.Output;

/// <summary>Where results, tables and errors go: JSON when asked for, tables on a terminal, plain lines into a pipe.</summary>
internal sealed class CommandConsole(bool json)
{
    private static readonly ResultJson Json = new(new(ResultJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly ResultJson JsonLine = new(new(ResultJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = false });

    public bool IsJson => json;

    /// <summary>Whether a person looks at the output.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Prints the result: as one JSON object, or by what shows it to people.</summary>
    public void Print<TResult>(TResult result, Func<ResultJson, JsonTypeInfo<TResult>> type, Action<TResult> show)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(result, type(Json)));
        else show(result);
    }

    /// <summary>Prints a result as one JSON object on one line.</summary>
    public static void PrintLine<TResult>(TResult result, Func<ResultJson, JsonTypeInfo<TResult>> type) => Console.Out.WriteLine(JsonSerializer.Serialize(result, type(JsonLine)));

    public void Error(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new ErrorResult(message), Json.ErrorResult));
    }

    /// <summary>A table on a terminal, lines with tabs into a pipe.</summary>
    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!IsTerminal)
        {
            foreach (var row in rows) Console.Out.WriteLine(string.Join('\t', row));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        foreach (var row in rows) table.AddRow(row.Select(Markup.Escape).ToArray());
        AnsiConsole.Write(table);
    }
}

using System.Globalization;

namespace Edify.Rag.Documents.Reading;

/// <summary>The errors for limits that are exceeded; each names its limit.</summary>
internal static class OverLimit
{
    /// <summary>The error for a limit of the caller.</summary>
    /// <param name="context">Name of the document.</param>
    /// <param name="limit">Name of the limit.</param>
    /// <param name="value">Its value.</param>
    /// <param name="unit">What it counts; empty where the name says so.</param>
    public static DocumentReadException Of(DocumentContext context, string limit, long value, string unit = "") => Create(
        context, limit, string.Create(CultureInfo.InvariantCulture, $"'{context.Name}' is over {limit} ({value}{(unit.Length > 0 ? " " : string.Empty)}{unit}). Raise the limit, or split the file."));

    /// <summary>The error for what has to be held in memory, which no limit can raise.</summary>
    /// <param name="context">Name of the document.</param>
    /// <param name="limit">Name of the limit that it is a part of.</param>
    /// <param name="what">What is too long.</param>
    /// <param name="most">How much of it is held.</param>
    /// <param name="unit">What that counts.</param>
    public static DocumentReadException Held(DocumentContext context, string limit, string what, long most, string unit) => Create(
        context,
        limit,
        string.Create(CultureInfo.InvariantCulture, $"{what} of '{context.Name}' is held in memory, and is over the {most} {unit} that {limit} leaves for it. Split the file."));

    private static DocumentReadException Create(DocumentContext context, string limit, string message) =>
        new(context.Name, DocumentFault.OverLimit, message) { Limit = limit };
}

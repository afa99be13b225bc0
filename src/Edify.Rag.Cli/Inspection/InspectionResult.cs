using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Cli.Inspection;

/// <summary>A report as JSON, but for the name that stands before the elements.</summary>
internal sealed record InspectionResult(
    int Pages,
    string? Title,
    string? Language,
    long Characters,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<int> NeedsOcrPages,
    double UndecodableShare,
    long Duplicates,
    string? Reader,
    double ElapsedMs,
    InspectionError? Error)
{
    /// <summary>Why an inspection has no end.</summary>
    public static DocumentError Interrupted { get; } = new(null, "The inspection was interrupted.");

    public static InspectionResult Of(DocumentReport report) => new(
        report.Pages,
        report.Title,
        report.Language,
        report.Characters,
        InspectionWarnings.Of(report),
        report.NeedsOcrPages,
        report.UndecodableShare,
        report.Duplicates,
        report.Reader,
        report.Elapsed.TotalMilliseconds,
        report.Error is { } error ? new(FaultOf(report, error), error.Message, error.Limit) : null);

    // Where no reader was found, none can have failed.
    private static string FaultOf(DocumentReport report, DocumentError error) =>
        error == Interrupted ? "interrupted"
        : error.Fault is { } fault ? JsonNamingPolicy.CamelCase.ConvertName(fault.ToString())
        : report.Reader is null ? "unreadable" : "failed";
}

internal sealed record InspectionError(string Fault, string Message, string? Limit);

internal sealed record InspectedElement(ElementKind Kind, string Text, int Page, int Level);

internal sealed record InspectedChunk(
    int Ordinal, int FirstPage, int LastPage, long Start, long End, IReadOnlyList<string> HeadingPath, int Tokens, string Preface, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(KindName)])]
[JsonSerializable(typeof(InspectionResult))]
[JsonSerializable(typeof(InspectedElement))]
[JsonSerializable(typeof(InspectedChunk))]
internal sealed partial class InspectionResultJson : JsonSerializerContext;

/// <summary>Kinds as words: "listItem".</summary>
internal sealed class KindName() : JsonStringEnumConverter<ElementKind>(JsonNamingPolicy.CamelCase);

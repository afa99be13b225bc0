using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>How a client that chooses among several models came to its answer; the last update of a stream carries it, or the response.</summary>
/// <param name="Provider">The name under which the model was added; empty where none answered.</param>
public sealed record ModelReport(string Provider)
{
    private const string PropertyName = "edify.report";

    /// <summary>Calls that were made, those that failed included.</summary>
    public int Attempts { get; init; }

    /// <summary>Cost in the currency of the price list; <see langword="null"/> when there is no price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What was passed over or went wrong, in words without any text of questions or answers; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];

    /// <summary>Attaches the report to properties that a response or an update carries.</summary>
    /// <param name="properties">The properties; <see langword="null"/> makes new ones.</param>
    /// <returns>The properties with the report.</returns>
    public AdditionalPropertiesDictionary AttachTo(AdditionalPropertiesDictionary? properties)
    {
        properties ??= [];
        properties[PropertyName] = this;
        return properties;
    }

    /// <summary>The report that properties carry; <see langword="null"/> when they carry none.</summary>
    /// <param name="properties">The properties of a response or an update.</param>
    public static ModelReport? Find(AdditionalPropertiesDictionary? properties) => properties?.GetValueOrDefault(PropertyName) as ModelReport;
}

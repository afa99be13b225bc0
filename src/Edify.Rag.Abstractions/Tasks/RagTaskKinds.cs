using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag;

/// <summary>The kinds of task that a pipeline has by itself.</summary>
public static class RagTaskKinds
{
    /// <summary>Works on a long question and writes a report; see <see cref="IResearch"/>.</summary>
    public static RagTaskKind<ResearchInput, ResearchReport> Research { get; } = new("research", RagTaskJson.Plain.ResearchInput, RagTaskJson.Plain.ResearchReport);

    /// <summary>Brings the vector store up to date with its source; see <see cref="IIngestionPipeline"/>. For administrators.</summary>
    public static RagTaskKind<IngestInput, IngestionReport> Ingest { get; } = new("ingest", RagTaskJson.Plain.IngestInput, RagTaskJson.Plain.IngestionReport);
}

/// <summary>What is to be found out.</summary>
/// <param name="Question">1 to 4,000 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResearchInput(string Question)
{
    /// <summary>Narrows where to look: fields (subject, book, grade, year, module, category, name) with the values one of which they must have.</summary>
    /// <value>Default: empty, which looks wherever the user may.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Within { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;
}

/// <summary>What is to be ingested, for the tenant of who asks.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IngestInput
{
    /// <summary>Only blobs whose name starts so; at most 1,024 characters.</summary>
    /// <value>Default: empty, which stands for all.</value>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Processes unchanged documents too.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Force { get; init; }

    /// <summary>Tries quarantined documents once more.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RetryQuarantined { get; init; }
}

/// <summary>Inputs and results as JSON: names as JavaScript writes them, words for enumerations.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ResearchInput))]
[JsonSerializable(typeof(ResearchReport))]
[JsonSerializable(typeof(IngestInput))]
[JsonSerializable(typeof(IngestionReport))]
internal sealed partial class RagTaskJson : JsonSerializerContext
{
    /// <summary>Texts as they are: nobody shows these bytes as HTML, and escapes would double what is written in most scripts.</summary>
    public static RagTaskJson Plain => Made.Plain;

    // Of a class of its own: within this one, nothing says that the default is made before.
    private static class Made
    {
        public static readonly RagTaskJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

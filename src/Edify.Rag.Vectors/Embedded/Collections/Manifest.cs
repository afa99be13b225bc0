using System.Globalization;
using System.Text.Json.Serialization;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>Which files make up a collection, in <c>manifest.json</c>; replaced as a whole at each change.</summary>
/// <param name="Instance">The collection's instance: a collection dropped and made again is another.</param>
/// <param name="Version">Counts the changes.</param>
/// <param name="NextFile">The number that the next file gets.</param>
/// <param name="Journal">The file of what came since the segments.</param>
/// <param name="Segments">The segments.</param>
internal sealed record Manifest(Guid Instance, long Version, long NextFile, string Journal, IReadOnlyList<ManifestSegment> Segments)
{
    /// <summary>Names the content of the collection with its journal as far as a place; the same in every process.</summary>
    /// <param name="journal">Where the committed groups end that were taken in.</param>
    public string VersionAt(long journal) => string.Create(CultureInfo.InvariantCulture, $"{Instance:n}.{Version}.{journal}");
}

/// <summary>The files of one segment.</summary>
internal sealed record ManifestSegment(string File, string Fields, string? Live);

[JsonSerializable(typeof(CollectionDescription))]
[JsonSerializable(typeof(Manifest))]
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CollectionJson : JsonSerializerContext;

using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Storage.Templates;

/// <summary>Takes fields from a blob's name by the first template that matches. A name whose meaning is in doubt gets none.</summary>
internal sealed class PathTemplateExtractor : IMetadataExtractor
{
    // Part of the fingerprint: raise it when the same rules come to mean something else.
    private const string Version = "path-templates/1";

    private readonly PathTemplate[] _templates;
    private readonly (string Key, string Field)[] _metadata;

    public PathTemplateExtractor(PathTemplateOptions options)
    {
        var rules = options.Templates.Count == 0 ? SchoolTemplates.Rules : options.Templates.AsReadOnly();
        _templates = [.. rules.Select(PathTemplate.Compile)];
        _metadata = [.. options.MetadataFields.Select(field => (field.ToLowerInvariant(), field))];
        Fingerprint = Hash(rules, options.MetadataFields);
    }

    public string Fingerprint { get; }

    public IReadOnlyDictionary<string, FieldValue> Extract(BlobItem blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (!PathSegment.TrySplit(blob.Name, out var name)) return FrozenDictionary<string, FieldValue>.Empty;
        return WithMetadata(FieldsOf(name), blob.Metadata);
    }

    private IReadOnlyDictionary<string, FieldValue> FieldsOf(ReadOnlySpan<PathSegment> name)
    {
        foreach (var template in _templates)
        {
            if (template.Matches(name)) return template.FieldsOf(name);
        }

        return FrozenDictionary<string, FieldValue>.Empty;
    }

    private IReadOnlyDictionary<string, FieldValue> WithMetadata(
        IReadOnlyDictionary<string, FieldValue> fields, IReadOnlyDictionary<string, string> metadata)
    {
        if (_metadata.Length == 0 || metadata.Count == 0) return fields;
        var all = new Dictionary<string, FieldValue>(fields, StringComparer.Ordinal);
        foreach (var (key, field) in _metadata)
        {
            if (metadata.TryGetValue(key, out var value) && PlainText.TryNormalize(value?.Trim(), out var text)) all.TryAdd(field, text);
        }

        return all;
    }

    // Every text goes in with its length, so that no rule can imitate the end of another.
    private static string Hash(IEnumerable<PathTemplateRule> rules, IEnumerable<string> metadata)
    {
        var text = new StringBuilder(Version);
        foreach (var rule in rules)
        {
            Append('r', rule.Pattern);
            foreach (var (name, value) in rule.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            {
                Append('f', name);
                Append('v', value);
            }
        }

        foreach (var field in metadata.Order(StringComparer.Ordinal)) Append('m', field);
        return $"{Version}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8))}";

        void Append(char kind, string part) => text.Append(kind).Append(part.Length).Append(':').Append(part);
    }
}

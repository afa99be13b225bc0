namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>What a part refers to within its package.</summary>
internal sealed class PartRelationships
{
    private readonly List<(string Id, string Type, string Part)> _all = [];
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);

    /// <summary>Adds a relationship; of several with the same identifier the first counts.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="type">Last segment of its type, such as "styles".</param>
    /// <param name="part">Name of the part it leads to.</param>
    public void Add(string id, string type, string part)
    {
        _all.Add((id, type, part));
        _byId.TryAdd(id, part);
    }

    /// <summary>The part that an identifier leads to.</summary>
    /// <param name="id">Identifier.</param>
    public string? ById(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>The first part of a type.</summary>
    /// <param name="type">Last segment of the type.</param>
    public string? First(string type) => All(type).FirstOrDefault();

    /// <summary>All parts of a type, each once.</summary>
    /// <param name="type">Last segment of the type.</param>
    public IEnumerable<string> All(string type) =>
        _all.Where(r => string.Equals(r.Type, type, StringComparison.OrdinalIgnoreCase)).Select(r => r.Part).Distinct(StringComparer.OrdinalIgnoreCase);
}

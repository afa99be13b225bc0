using System.Globalization;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Fields by names with dots, through documents and the documents of lists.</summary>
internal static class MongoPath
{
    /// <summary>All values at a path; a field that is missing gives none.</summary>
    public static IEnumerable<object?> Values(object? root, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (head, tail) = dot < 0 ? (path, null) : (path[..dot], path[(dot + 1)..]);
        switch (root)
        {
            case MongoDocument document when document.TryGet(head, out var value):
                return tail is null ? [value] : Values(value, tail);
            case List<object?> list:
                var through = list.OfType<MongoDocument>().SelectMany(item => Values(item, path));
                return int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count
                    ? through.Concat(tail is null ? [list[index]] : Values(list[index], tail))
                    : through;
            default: return [];
        }
    }

    public static void Set(MongoDocument root, string path, object? value)
    {
        var parts = path.Split('.');
        var document = root;
        foreach (var part in parts[..^1])
        {
            if (document[part] is not MongoDocument inner) document[part] = inner = new MongoDocument();
            document = inner;
        }

        document[parts[^1]] = value;
    }

    public static void Unset(MongoDocument root, string path)
    {
        var parts = path.Split('.');
        MongoDocument? document = root;
        foreach (var part in parts[..^1]) document = document?[part] as MongoDocument;
        document?.Remove(parts[^1]);
    }
}

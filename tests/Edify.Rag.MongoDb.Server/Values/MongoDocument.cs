using System.Diagnostics.CodeAnalysis;

namespace Edify.Rag.MongoDb.Server.Values;

/// <summary>
/// A document: fields in order. Values are <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="bool"/>, <see langword="null"/>, documents, lists of values, <see cref="MongoDate"/>, and <see cref="MongoBytes"/> for all else.
/// </summary>
internal sealed class MongoDocument
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public MongoDocument(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        foreach (var (name, value) in fields) this[name] = value;
    }

    public IReadOnlyList<KeyValuePair<string, object?>> Fields => _fields;

    /// <summary>What a search noted about it, which expressions ask for by <c>$meta</c>: a name and a score.</summary>
    public (string Name, double Score)? Noted { get; set; }

    public object? this[string name]
    {
        get => TryGet(name, out var value) ? value : null;
        set
        {
            var field = KeyValuePair.Create(name, value);
            var index = _fields.FindIndex(f => f.Key == name);
            if (index < 0) _fields.Add(field);
            else _fields[index] = field;
        }
    }

    public bool TryGet(string name, [MaybeNullWhen(false)] out object? value)
    {
        foreach (var field in _fields)
        {
            if (field.Key != name) continue;
            value = field.Value;
            return true;
        }

        value = null;
        return false;
    }

    public bool Has(string name) => TryGet(name, out _);

    public void Remove(string name) => _fields.RemoveAll(f => f.Key == name);

    public void PutFirst(string name, object? value)
    {
        Remove(name);
        _fields.Insert(0, new(name, value));
    }

    /// <summary>A copy whose documents and lists are its own.</summary>
    public MongoDocument Copy()
    {
        var copy = new MongoDocument { Noted = Noted };
        foreach (var (name, value) in _fields) copy._fields.Add(new(name, CopyOf(value)));
        return copy;
    }

    public static object? CopyOf(object? value) => value switch
    {
        MongoDocument document => document.Copy(),
        List<object?> list => list.ConvertAll(CopyOf),
        _ => value,
    };
}

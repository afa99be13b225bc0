using System.Globalization;

namespace Edify.Rag.Qdrant.Server.Payloads;

/// <summary>A step into a payload: to the value of a name, to an item of a list, or to all items.</summary>
internal readonly record struct PathStep(string? Name, int? Index)
{
    public static PathStep All => default;

    public static PathStep Parse(string text) => text switch
    {
        "[]" => All,
        ['[', .. var index, ']'] => new(null, int.Parse(index, CultureInfo.InvariantCulture)),
        ['"', .. var name, '"'] => new(name, null),
        _ => new(text, null),
    };

    public override string ToString() => Name is null ? $"[{Index}]" : IsPlain(Name) ? Name : $"\"{Name}\"";

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
}

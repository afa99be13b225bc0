using System.Globalization;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>Where a value stands in a document: written as a JSON pointer, and only when somebody wants to read it.</summary>
internal sealed record Place(Place? Parent, string? Name, int Index)
{
    public static readonly Place Top = new(null, null, 0);

    public Place Of(string name) => new(this, name, 0);

    public Place Of(int index) => new(this, null, index);

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public override string ToString() => Parent is null ? string.Empty : $"{Parent}/{Step}";

    private string Step => Name is null
        ? Index.ToString(CultureInfo.InvariantCulture)
        : Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

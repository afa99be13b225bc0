namespace Edify.Rag.Vectors.Embedded.Fields;

/// <summary>The order of the distinct values of a column: by value, and 7 before 7.0, which are equal and yet two values.</summary>
internal sealed class TermOrder : IComparer<FieldValue>, IEqualityComparer<FieldValue>
{
    public static TermOrder Instance { get; } = new();

    public int Compare(FieldValue left, FieldValue right) =>
        left.CompareTo(right) is var order and not 0 ? order : left.Kind.CompareTo(right.Kind);

    public bool Equals(FieldValue left, FieldValue right) => left.Kind == right.Kind && left.Equals(right);

    public int GetHashCode(FieldValue value) => value.GetHashCode();

    /// <summary>Where in the order values stand that can be compared with each other; integers and numbers can.</summary>
    public static int Group(FieldValue value) => value.Kind == FieldKind.Number ? (int)FieldKind.Integer : (int)value.Kind;
}

namespace Edify.Rag.Postgres.Vectors;

/// <summary>A record belongs to one tenant: its table sorts and guards rows by it.</summary>
internal static class TenantRule
{
    public static void Check(IEnumerable<KeyValuePair<string, FieldValue>> fields, string parameter)
    {
        foreach (var (name, value) in fields)
        {
            if (name == RagFields.Tenant && value.Kind != FieldKind.Text && value.Items is not { Count: 0 })
                throw new ArgumentException($"The field '{RagFields.Tenant}' of a record is one text.", parameter);
        }
    }
}

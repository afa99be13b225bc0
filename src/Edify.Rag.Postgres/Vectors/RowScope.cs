using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>Which rows a transaction is for, told to the server where it guards them.</summary>
internal sealed record RowScope(string Setting, string Value)
{
    public const string TenantSetting = "edify_rag.tenant";
    public const string MaintenanceSetting = "edify_rag.maintenance";

    /// <summary>All tenants: for what takes a filter and no scope.</summary>
    public static RowScope Maintenance { get; } = new(MaintenanceSetting, "on");

    public static RowScope Of(AccessScope scope) => new(TenantSetting, StoredText.Of(scope.Tenant));

    /// <summary>The settings that the table asks for.</summary>
    public IEnumerable<(string Name, string Value)> For(CollectionTable table) => table.HasRowSecurity ? [(Setting, Value)] : [];
}

namespace Edify.Rag.Shared.Telemetry;

/// <summary>Names of OpenTelemetry's conventions for database clients, as of v1.44.0: the one place that knows them.</summary>
internal static class Db
{
    public const string SystemName = "db.system.name";
    public const string OperationName = "db.operation.name";
    public const string CollectionName = "db.collection.name";
    public const string Namespace = "db.namespace";
    public const string StatusCode = "db.response.status_code";
    public const string ReturnedRows = "db.response.returned_rows";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    /// <summary>Histogram of seconds.</summary>
    public const string OperationDuration = "db.client.operation.duration";

    /// <summary>Histogram of rows.</summary>
    public const string ResponseReturnedRows = "db.client.response.returned_rows";

    /// <summary>Bounds of <see cref="OperationDuration"/>.</summary>
    public static double[] DurationBuckets => [.001, .005, .01, .05, .1, .5, 1, 5, 10];

    /// <summary>Bounds of <see cref="ResponseReturnedRows"/>.</summary>
    public static long[] RowBuckets => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
}

using System.Diagnostics;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

/// <summary>The rows of a table as the server's binary copy gives them: to be copied into another one with nothing left to do but to send them.</summary>
internal sealed class BareCopy
{
    private const string Columns = "id, content, fields, embedding";
    private const int PieceSize = 512 << 10;

    private readonly byte[] _rows;

    private BareCopy(byte[] rows) => _rows = rows;

    public static async Task<BareCopy> OfAsync(MeasuredSchema schema, string table)
    {
        await using var connection = await schema.ConnectAsync();
        await using var stream = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({Columns}) TO STDOUT (FORMAT binary)");
        using var rows = new MemoryStream();
        await stream.CopyToAsync(rows);
        return new(rows.ToArray());
    }

    /// <summary>Copies them; returns seconds.</summary>
    public async Task<double> RunAsync(MeasuredSchema schema, string table)
    {
        await using var connection = await schema.ConnectAsync();
        var started = Stopwatch.GetTimestamp();
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({Columns}) FROM STDIN (FORMAT binary)");
        for (var at = 0; at < _rows.Length; at += PieceSize) await stream.WriteAsync(_rows.AsMemory(at, Math.Min(PieceSize, _rows.Length - at)));
        await stream.DisposeAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

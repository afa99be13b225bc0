using System.Globalization;
using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>A point's name: an unsigned number of 64 bits, or a UUID. Numbers come before UUIDs.</summary>
internal readonly record struct PointId : IComparable<PointId>
{
    private readonly ulong _number;
    private readonly Guid? _uuid;

    public PointId(ulong number) => _number = number;

    public PointId(Guid uuid) => _uuid = uuid;

    public static PointId Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number)) return new(number);
        if (value.ValueKind == JsonValueKind.String && TryUuid(value.GetString()!, out var uuid)) return new(uuid);
        throw QdrantError.Format($"value {value.GetRawText()} is not a valid point ID, valid values are either an unsigned integer or a UUID");
    }

    /// <summary>Reads the id of a path.</summary>
    public static PointId Parse(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new(number);
        return TryUuid(text, out var uuid) ? new(uuid) : throw QdrantError.BadRequest($"Can not recognize \"{text}\" as point id");
    }

    public static PointId[] ParseAll(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(Parse)]
        : throw QdrantError.Format("invalid type, expected a sequence of point IDs");

    /// <summary>Hyphenated, simple, as a URN or in braces.</summary>
    public static bool TryUuid(string text, out Guid uuid)
    {
        if (text.StartsWith("urn:uuid:", StringComparison.Ordinal)) text = text["urn:uuid:".Length..];
        return Guid.TryParseExact(text, "D", out uuid) || Guid.TryParseExact(text, "N", out uuid) || Guid.TryParseExact(text, "B", out uuid);
    }

    public int CompareTo(PointId other) => (_uuid, other._uuid) switch
    {
        (null, null) => _number.CompareTo(other._number),
        (null, _) => -1,
        (_, null) => 1,
        ({ } mine, { } others) => mine.CompareTo(others),
    };

    /// <summary>An order that has nothing to do with that of the ids; the same in every run.</summary>
    public ulong Scrambled
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            _uuid?.TryWriteBytes(bytes);
            var mixed = (BitConverter.ToUInt64(bytes) ^ BitConverter.ToUInt64(bytes[8..]) ^ _number) * 0x9E3779B97F4A7C15;
            return (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9;
        }
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_uuid is { } uuid) writer.WriteStringValue(uuid);
        else writer.WriteNumberValue(_number);
    }

    public override string ToString() => _uuid?.ToString() ?? _number.ToString(CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Text;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Filtering;

/// <summary>Ranges of texts in the order of .NET, where it is not MongoDB's.</summary>
/// <remarks>
/// MongoDB compares texts by the bytes of UTF-8, that is by code points; .NET by units of UTF-16, in which U+E000 to U+FFFF come
/// after all that lies beyond them. The two differ only where both texts have a character from U+D800 on, so only a bound that
/// has one needs this: each text is compared by a key in which U+E000 to U+FFFF stand behind the last code point. That looks at
/// every record, for no index is in this order.
/// </remarks>
internal static class OrdinalText
{
    private const char FirstBehind = '\uE000';
    private const string Last = "\U0010FFFF";

    private static readonly SearchValues<char> Beyond = SearchValues.Create([.. Enumerable.Range(0xD800, 0x10000 - 0xD800).Select(unit => (char)unit)]);

    public static bool IsNeededFor(VectorFilter.RangeFilter range) => IsBeyond(range.From) || IsBeyond(range.To);

    /// <summary>Writes a range as one element of the document that was begun.</summary>
    public static void Write(BsonWriter writer, ReadOnlySpan<byte> path, VectorFilter.RangeFilter range)
    {
        var field = $"${Encoding.UTF8.GetString(path)}";
        writer.Document("$expr"u8, expression => expression.Array("$anyElementTrue"u8, any => any.Item(operand => operand.Document("$map"u8, map =>
        {
            map.Document("input"u8, input => input.Array("$cond"u8, cond =>
            {
                cond.Item(isArray => isArray.Array("$isArray"u8, argument => argument.Item(field)));
                cond.Item(field);
                cond.Array(BsonWriter.Item, one => one.Item(field));
            }));
            map.String("as"u8, "text"u8);
            map.Document("in"u8, test => test.Array("$cond"u8, cond =>
            {
                cond.Item(isText => isText.Array("$eq"u8, sides =>
                {
                    sides.Item(type => type.String("$type"u8, "$$text"u8));
                    sides.Item("string");
                }));
                cond.Item(bounds => bounds.Array("$and"u8, both =>
                {
                    if (range.From is { } from) both.Item(side => WriteComparison(side, "$gte"u8, from));
                    if (range.To is { } to) both.Item(side => WriteComparison(side, "$lte"u8, to));
                }));
                cond.Boolean(BsonWriter.Item, false);
            }));
        }))));
    }

    /// <summary>A stored text as it is compared.</summary>
    private static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (character >= FirstBehind) key.Append(Last);
            key.Append(character);
        }

        return key.ToString();
    }

    private static bool IsBeyond(FieldValue? bound) => bound is { } value && value.AsText().AsSpan().ContainsAny(Beyond);

    private static void WriteComparison(BsonWriter writer, ReadOnlySpan<byte> name, FieldValue bound) => writer.Array(name, sides =>
    {
        sides.Item(WriteKey);
        sides.Item(literal => literal.String("$literal"u8, KeyOf(StoredText.Of(bound.AsText()))));
    });

    // The same as KeyOf, of the text at hand, in the server: character by character.
    private static void WriteKey(BsonWriter writer) => writer.Document("$reduce"u8, reduce =>
    {
        reduce.Document("input"u8, input => input.Array("$range"u8, range =>
        {
            range.Int32(BsonWriter.Item, 0);
            range.Item(length => length.String("$strLenCP"u8, "$$text"u8));
        }));
        reduce.String("initialValue"u8, ""u8);
        reduce.Document("in"u8, next => next.Array("$concat"u8, parts =>
        {
            parts.Item("$$value");
            parts.Item(part => part.Document("$let"u8, let =>
            {
                let.Document("vars"u8, vars => vars.Document("character"u8, character => character.Array("$substrCP"u8, arguments =>
                {
                    arguments.Item("$$text");
                    arguments.Item("$$this");
                    arguments.Int32(BsonWriter.Item, 1);
                })));
                let.Document("in"u8, moved => moved.Array("$cond"u8, WriteMoved));
            }));
        }));
    });

    private static void WriteMoved(BsonWriter cond)
    {
        cond.Item(isBehind => isBehind.Array("$and"u8, both =>
        {
            both.Item(from => from.Array("$gte"u8, sides =>
            {
                sides.Item("$$character");
                sides.Item("\uE000");
            }));
            both.Item(to => to.Array("$lte"u8, sides =>
            {
                sides.Item("$$character");
                sides.Item("\uFFFF");
            }));
        }));
        cond.Item(behind => behind.Array("$concat"u8, parts =>
        {
            parts.Item(Last);
            parts.Item("$$character");
        }));
        cond.Item("$$character");
    }
}

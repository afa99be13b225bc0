using Edify.Rag.Embeddings.Tokenization.PostProcessors;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the post-processor of a <c>tokenizer.json</c>.</summary>
internal static class PostProcessorReader
{
    public static PostProcessor Read(JsonPart part) => part.IsNull ? PostProcessor.None : part.Type switch
    {
        "TemplateProcessing" => ReadTemplate(part),
        "BertProcessing" => Bert(TokenOf(part["cls"]), TokenOf(part["sep"])),
        "RobertaProcessing" => Roberta(TokenOf(part["cls"]), TokenOf(part["sep"]), ReadTrim(part)),
        "ByteLevel" => PostProcessor.None with { Trim = ReadTrim(part) },
        "Sequence" => ReadSequence(part["processors"]),
        _ => throw part.Unknown("post-processor"),
    };

    public static PostProcessor Bert(int cls, int sep)
    {
        TemplateItem[] single = [TemplateItem.Token(cls, 0), TemplateItem.First(0), TemplateItem.Token(sep, 0)];
        return new(single, [.. single, TemplateItem.Second(1), TemplateItem.Token(sep, 1)], null);
    }

    private static PostProcessor Roberta(int cls, int sep, OffsetTrim? trim)
    {
        TemplateItem[] single = [TemplateItem.Token(cls, 0), TemplateItem.First(0), TemplateItem.Token(sep, 0)];
        return new(single, [.. single, TemplateItem.Token(sep, 0), TemplateItem.Second(0), TemplateItem.Token(sep, 0)], trim);
    }

    private static OffsetTrim? ReadTrim(JsonPart part) => part["trim_offsets"].Flag(true) ? new(part["add_prefix_space"].Flag(true)) : null;

    private static int TokenOf(JsonPart part) => part.Items().Select(p => p).ToArray() is [_, var id] ? id.Number() : throw part.Fault("is not a token and its number");

    private static PostProcessor ReadTemplate(JsonPart part)
    {
        var special = part["special_tokens"].IsNull ? [] : part["special_tokens"].Members().ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        return new([.. ReadItems(part["single"], special)], [.. ReadItems(part["pair"], special)], null);
    }

    private static List<TemplateItem> ReadItems(JsonPart part, Dictionary<string, JsonPart> special)
    {
        var items = new List<TemplateItem>();
        foreach (var item in part.Items())
        {
            if (item["Sequence"] is { IsNull: false } sequence)
            {
                var typeId = TypeIdOf(sequence);
                items.Add(sequence["id"].Text() == "B" ? TemplateItem.Second(typeId) : TemplateItem.First(typeId));
                continue;
            }

            var token = item["SpecialToken"];
            if (token.IsNull) throw item.Fault("is neither a Sequence nor a SpecialToken");
            if (!special.TryGetValue(token["id"].Text(), out var definition)) throw token.Fault($"names the token '{token["id"].Text()}', which is not defined");
            items.AddRange(definition["ids"].Items().Select(id => TemplateItem.Token(id.Number(), TypeIdOf(token))));
        }

        return items;
    }

    private static byte TypeIdOf(JsonPart part) => part["type_id"].OptionalNumber() is var id and not > byte.MaxValue
        ? (byte)(id ?? 0)
        : throw part["type_id"].Fault("is larger than 255");

    private static PostProcessor ReadSequence(JsonPart part)
    {
        var result = PostProcessor.None;
        var templates = 0;
        foreach (var item in part.Items())
        {
            var next = Read(item);
            if (next.SingleCost + next.PairCost > 0 && ++templates > 1) throw item.Fault("is the second of a sequence that puts tokens around a text, which is not supported");
            result = templates > 0 && next.SingleCost + next.PairCost > 0
                ? next with { Trim = next.Trim ?? result.Trim }
                : result with { Trim = next.Trim ?? result.Trim };
        }

        return result;
    }
}

using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Safety;

/// <summary>How orders to a language model are worded, in folded text; see <see cref="FoldedText"/>.</summary>
/// <remarks>
/// Gaps are bounded, so that no text takes long. What warns of such orders ("never ignore these instructions") and what schools say
/// of rules and assistants ("you are an assistant teacher") is left alone as far as patterns can tell.
/// </remarks>
internal static partial class InjectionPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string NotWarning = @"(?<!(?:\b(?:not|never|who|cannot|can not|without)|n't)\s{1,3})";
    private const string Machine = @"(?:ai|a\.i\.|artificial intelligence|language model|llm|chat ?bot|chatgpt|gpt|(?:helpful|virtual|digital|ai|uncensored) assistant)";
    private const string Staff = @"(?! (?:teacher|principal|librarian|editor|coach|professor|manager|registrar|warden|head|to|at|in|of))";
    private const string MachineElsewhere =
        @"(?:ki|ia|ai|kuenstliche intelligenz|kunstliche intelligenz|sprachmodell|sprachassistent|ki-assistent|chat ?bot|assistent|assistente|asistente|" +
        @"modele de langage|modelo de lenguaje|modello linguistico|modelo de linguagem|taalmodel)";

    /// <summary>Earlier orders are to be forgotten.</summary>
    [GeneratedRegex(
        NotWarning + @"\b(?:ignore|disregard|forget|override|bypass|discard)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|preceding|foregoing|your|system|all)\b[^.!?]{0,30}\b(?:instructions?|prompts?|guidelines|directives|programming)\b" +
        "|" + NotWarning + @"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,30}\b(?:previous|prior|earlier|your|system)\b[^.!?]{0,20}\brules\b" +
        @"|(?<!\bnicht\s{1,3})\b(?:ignorier(?:e|en|t)?|vergiss|vergesst|missachte|ubergehe|verwirf)\b[^.!?]{0,40}\b(?:vorherig|bisherig|obig|fruher|vorangegangen|vorangehend|dein|system|alle|samtliche)\w{0,4}\b[^.!?]{0,30}\b(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben|befehle|prompts?)\b" +
        @"|\b(?:ignorier(?:e|en|t)?|vergiss|vergesst|missachte)\b[^.!?]{0,20}\b(?:vorherigen|bisherigen|obigen|fruheren|deine)\b[^.!?]{0,20}\bregeln\b" +
        @"|\b(?:ignore[sz]?|oublie[sz]?|ne (?:tiens|tenez) (?:pas|aucun) compte)\b[^.!?]{0,30}\b(?:instructions|consignes|directives|regles)\b[^.!?]{0,20}\b(?:precedentes?|anterieures?|ci-dessus|systeme)\b" +
        @"|\b(?:ignor[aei]n?|olvid[ae]n?|descart[ae]n?|desconsider[ae]|esquec[ae]|dimentic[ah]i?|trascur[ai])\b[^.!?]{0,30}\b(?:instrucciones|indicaciones|ordenes|reglas|instrucoes|ordens|regras|istruzioni|indicazioni|regole)\b[^.!?]{0,20}\b(?:anteriores|previas|precedenti|anteriori|acima|arriba|sopra|sistema)\b" +
        @"|\b(?:negeer|vergeet)\b[^.!?]{0,30}\b(?:vorige|eerdere|bovenstaande|alle)\b[^.!?]{0,20}\b(?:instructies|aanwijzingen|opdrachten|regels)\b" +
        @"|(?:игнорируй(?:те)?|забудь(?:те)?)[^.!?]{0,40}(?:предыдущ|прежн|вышеуказанн|все)[^.!?]{0,30}(?:инструкц|указани|правил)" +
        @"|(?:忽略|无视|無視|忘记|忘記)[^。！？]{0,20}(?:之前|以上|先前|上述|所有|全部|前面)[^。！？]{0,20}(?:指令|指示|提示|规则|規則|说明)" +
        @"|(?:以前|上記|これまで|すべて|全て)[^。！？]{0,10}(?:指示|命令|プロンプト|ルール)[^。！？]{0,10}(?:無視|忘れ)" +
        @"|(?:पिछले|पूर्व|ऊपर|सभी)[^।.!?]{0,30}(?:निर्देश|आदेश)[^।.!?]{0,30}(?:अनदेखा|अनदेखी|भूल|नज़रअंदाज|नजरअंदाज)",
        Options)]
    public static partial Regex Override { get; }

    /// <summary>The model is to be somebody else.</summary>
    [GeneratedRegex(
        @"\byou are (?:now |from now on )?(?:an? |the )?(?:\w{1,20} )?" + Machine + @"\b|\byou are (?:now )?an assistant\b" + Staff +
        @"|\byou are (?:now|from now on|henceforth) (?:acting as|called|named|unrestricted|unfiltered|free (?:of|from)|in (?:developer|debug|admin|god|dan) mode)" +
        @"|\b(?:act|behave|respond|answer) as (?:if you were )?(?:an? |the )?(?:unrestricted|unfiltered|uncensored|jailbroken|evil|system administrator|developer mode)\b" +
        @"|\b(?:pretend|imagine) (?:that )?(?:to be|you are|you're) (?:an? )?(?:\w{1,20} )?(?:" + Machine + @"|unrestricted|unfiltered)\b" +
        @"|\bas an (?:ai|artificial intelligence)(?: language)?(?: model| assistant)\b|\bas an ai,? you\b" +
        @"|\bdu bist (?:jetzt|nun|ab jetzt|ab sofort|von nun an)? ?(?:ein|eine|kein|keine) (?:\w{1,20} )?" + MachineElsewhere + @"\b" +
        @"|\b(?:tu es|vous etes)(?: maintenant| desormais)? (?:un|une|l')? ?(?:\w{1,20} )?" + MachineElsewhere + @"\b" +
        @"|\b(?:(?:ahora )?eres|(?:agora )?(?:tu es|voce e)|(?:ora )?sei) (?:un|una|um|uma) (?:\w{1,20} )?" + MachineElsewhere + @"\b" +
        @"|你现在是|你現在是|あなたは今から",
        Options)]
    public static partial Regex Role { get; }

    /// <summary>The model's own orders are asked for or named.</summary>
    [GeneratedRegex(
        @"(?<!\b(?:operating|at the) )\bsystem[ -]?prompts?\b(?! (?:the|you|for|a|an|users?|me|us|them|pupils?|students?|to)\b)|\bsystemanweisung(?:en)?\b|\bprompt systeme\b|\bprompt del sistema\b|\bprompt di sistema\b" +
        @"|\b(?:reveal|show|print|repeat|output|leak|disclose|tell me)\b[^.!?]{0,20}\b(?:your|system|hidden|initial|original)\b (?:\w{1,12} )?(?:prompt|instructions)\b" +
        @"|\b(?:zeige?|nenne?|gib|wiederhole|verrate)\b[^.!?]{0,20}\bdeine[nr]? (?:\w{1,12} )?(?:prompt|anweisungen|instruktionen)\b" +
        @"|系统提示|系統提示|システムプロンプト",
        Options)]
    public static partial Regex SystemPrompt { get; }

    /// <summary>It speaks to language models as such.</summary>
    [GeneratedRegex(
        @"\b(?:attention|note|message|notice|instructions?|hey|dear)(?: to| for)? (?:the |all |any )?(?:ai|llm|language model|chat ?bot|ai assistant)s?\b" +
        @"|\bif you are (?:an? )?(?:\w{1,12} )?(?:ai|llm|language model|chat ?bot|ai assistant)\b" +
        @"|\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to|reveal (?:this|it) to) the user\b" +
        @"|\b(?:an|fur|hinweis an|achtung) (?:die |alle |das |jedes )?(?:ki|llm|sprachmodelle?|chat ?bots?)\s*:" +
        @"|\bwenn du (?:eine? |ein )?(?:\w{1,12} )?(?:ki|sprachmodell|chat ?bot|llm)\b[^.!?]{0,15}\bbist\b" +
        @"|\bsi (?:tu es|vous etes|eres|usted es|sei) (?:un|une|una) (?:\w{1,12} )?" + MachineElsewhere + @"\b",
        Options)]
    public static partial Regex Addressed { get; }

    /// <summary>It imitates the marks of a prompt, of a model's turns, or our own sign.</summary>
    [GeneratedRegex(
        @"\bno_answer\b|<\|[a-z_]{2,20}\|>|\[/?inst\]|<</?sys>>|</\s*(?:passage|question|system)\s*>|^\s*#{2,4}\s*(?:system|instruction)s?\s*:",
        Options | RegexOptions.Multiline)]
    public static partial Regex Marks { get; }

    /// <summary>What was said is to be sent away.</summary>
    [GeneratedRegex(
        @"!\[[^\]\n]{0,80}\]\(\s*https?://[^)\s]{0,200}[?&][^)\s]{0,80}=\s*(?:\{|%7b|<|\[)" +
        @"|\b(?:send|post|forward|upload|submit|exfiltrate)\b[^.!?\n]{0,40}\b(?:conversation|chat history|this chat|the context|api keys?|your instructions)\b[^.!?\n]{0,30}\b(?:to|at)\b[^!?\n]{0,20}(?:https?://|@)",
        Options)]
    public static partial Regex Exfiltration { get; }
}

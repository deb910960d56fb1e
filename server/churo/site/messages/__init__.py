"""The words of the pages in the four interface languages: one row a word."""

from __future__ import annotations

from collections.abc import Mapping

from ...identifiers import LANGUAGES
from ...terms import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

# In the order of LANGUAGES.
ROWS: Mapping[str, tuple[str, str, str, str]] = {
    "tag": LANGUAGES,
    "language": ("English", "日本語", "中文", "Русский"),
    "skip": ("Skip to content", "本文へ移動", "跳到正文", "К содержанию"),
    "main": ("Main", "主な案内", "主导航", "Главное меню"),
    "home": ("Home", "ホーム", "首页", "Главная"),
    "query": ("Query", "検索(SPARQL)", "查询", "Запрос"),
    "downloads": ("Downloads", "ダウンロード", "下载", "Загрузки"),
    "languages": ("Languages", "言語", "语言", "Языки"),
    "identifier": ("Identifier", "識別子", "标识符", "Идентификатор"),
    "names": ("Names", "名称", "名称", "Названия"),
    "facts": ("Statements", "記述", "陈述", "Утверждения"),
    "property": ("Property", "項目", "属性", "Свойство"),
    "value": ("Value", "値", "值", "Значение"),
    "grounds": ("Grounds", "根拠", "依据", "Основание"),
    "graph": ("Graph", "グラフ", "图", "Граф"),
    "unheld": (
        "Said, but not held as fact",
        "述べられているが事実とはされていないこと",
        "有此说法,但未作为事实采纳",
        "Сказано, но не принято за факт",
    ),
    "behind": (
        "Assertions, verdicts and sources",
        "言明・判定・資料",
        "断言、判定与来源",
        "Высказывания, оценки и источники",
    ),
    "states": ("States", "述べる内容", "所述内容", "Что утверждается"),
    "attributed": ("Said by", "述べた者", "陈述者", "Кем сказано"),
    "passage": ("Passage", "原文の箇所", "原文位置", "Место в тексте"),
    "characters": ("characters", "文字位置", "字符", "знаки"),
    "footing": ("Put forward as", "述べ方", "陈述方式", "Модальность"),
    "polarity": ("Polarity", "肯定・否定", "肯定或否定", "Полярность"),
    "assessment": ("Assessment", "検証", "评定", "Оценка"),
    "verdict": ("Verdict", "判定", "判定", "Вердикт"),
    "unassessed": ("not assessed", "未検証", "未评定", "не оценено"),
    "rationale": ("Why", "理由", "理由", "Обоснование"),
    "for": ("Sources for", "支持する資料", "支持来源", "Источники за"),
    "against": ("Sources against", "反する資料", "反对来源", "Источники против"),
    "terms": ("Terms", "用語", "术语", "Термины"),
    "uses": ("uses", "使用箇所", "使用处", "употребления"),
    "incoming": ("What points here", "ここを指すもの", "指向此处的内容", "Что ссылается сюда"),
    "count": ("Count", "件数", "数量", "Количество"),
    "subject": ("From", "参照元", "来自", "Откуда"),
    "pages": ("Pages", "ページ", "页", "Страницы"),
    "page": ("Page", "ページ", "页", "Страница"),
    "next": ("Next", "次", "下一页", "Следующая"),
    "previous": ("Previous", "前", "上一页", "Предыдущая"),
    "nothing": (
        "Nothing points here.",
        "ここを指すものはない。",
        "没有内容指向此处。",
        "Ссылок нет.",
    ),
    "untold": (
        "The graph says nothing more about this.",
        "グラフにはこれ以上の記述がない。",
        "图中没有更多陈述。",
        "Граф больше ничего об этом не сообщает.",
    ),
    "formats": (
        "This document as",
        "この文書の別形式",
        "本文档的其他格式",
        "Этот документ в формате",
    ),
    "content": ("The graph itself as", "グラフの内容", "图的内容", "Сам граф в формате"),
    "describe": (
        "Ask about this with SPARQL",
        "SPARQLで問い合わせる",
        "用 SPARQL 查询",
        "Запросить в SPARQL",
    ),
    "license": ("Licence", "ライセンス", "许可", "Лицензия"),
    "release": ("Release", "版", "版本", "Выпуск"),
    "dataset": ("Part of", "収録先", "所属数据集", "Часть набора"),
}

# Names of public properties, which no graph needs to repeat.
PROPERTIES: Mapping[str, tuple[str, str, str, str]] = {
    str(RDF.type): ("type", "型", "类型", "тип"),
    str(RDF.subject): ("subject", "主語", "主语", "субъект"),
    str(RDF.predicate): ("predicate", "述語", "谓语", "предикат"),
    str(RDF.object): ("object", "目的語", "宾语", "объект"),
    str(RDFS.comment): ("comment", "注記", "注释", "примечание"),
    str(RDFS.subClassOf): ("subclass of", "上位クラス", "上位类", "подкласс"),
    str(RDFS.subPropertyOf): ("subproperty of", "上位プロパティ", "上位属性", "подсвойство"),
    str(RDFS.domain): ("domain", "定義域", "定义域", "область определения"),
    str(RDFS.range): ("range", "値域", "值域", "область значений"),
    str(RDFS.isDefinedBy): ("defined in", "定義元", "定义于", "определено в"),
    str(RDFS.seeAlso): ("see also", "参照", "另见", "см. также"),
    str(OWL.sameAs): ("same as", "同一のもの", "等同于", "то же, что"),
    str(OWL.versionInfo): ("version", "版", "版本", "версия"),
    str(OWL.versionIRI): ("version IRI", "版のIRI", "版本 IRI", "IRI версии"),
    str(SKOS.altLabel): ("also called", "別名", "又称", "также"),
    str(SKOS.definition): ("definition", "定義", "定义", "определение"),
    str(SKOS.scopeNote): ("scope", "適用範囲", "适用范围", "область применения"),
    str(SKOS.example): ("example", "例", "示例", "пример"),
    str(SKOS.inScheme): ("in scheme", "体系", "所属体系", "в схеме"),
    str(SKOS.topConceptOf): ("top concept of", "最上位概念", "顶层概念属于", "верхнее понятие"),
    str(SKOS.broader): ("broader", "上位概念", "上位概念", "шире"),
    str(SKOS.narrower): ("narrower", "下位概念", "下位概念", "уже"),
    str(SKOS.exactMatch): ("exact match", "完全一致", "完全匹配", "точное соответствие"),
    str(SKOS.closeMatch): ("close match", "ほぼ一致", "近似匹配", "близкое соответствие"),
    str(SKOS.notation): ("notation", "記号", "代号", "обозначение"),
    str(DCTERMS.description): ("description", "説明", "说明", "описание"),
    str(DCTERMS.abstract): ("abstract", "概要", "摘要", "аннотация"),
    str(DCTERMS.created): ("created", "作成日", "创建日期", "создано"),
    str(DCTERMS.issued): ("issued", "発行日", "发布日期", "опубликовано"),
    str(DCTERMS.publisher): ("publisher", "発行者", "发布者", "издатель"),
    str(DCTERMS.source): ("source", "出典", "来源", "источник"),
    str(DCTERMS.language): ("language", "言語", "语言", "язык"),
    str(DCTERMS.license): ("licence", "ライセンス", "许可", "лицензия"),
    str(DCTERMS.hasPart): ("has part", "構成要素", "包含", "включает"),
    str(DCTERMS.isPartOf): ("part of", "全体", "属于", "часть"),
    str(DCTERMS.identifier): ("identifier", "識別子", "标识符", "идентификатор"),
    str(PROV.wasAttributedTo): ("attributed to", "帰属先", "归于", "приписано"),
    str(PROV.wasDerivedFrom): ("derived from", "派生元", "派生自", "получено из"),
}


def property_name(iri: str, language: str) -> str:
    """The name of a public property in a language of LANGUAGES; empty for others."""
    row = PROPERTIES.get(iri)
    return row[LANGUAGES.index(language)] if row else ""


def words(language: str) -> dict[str, str]:
    """The words in a language of LANGUAGES, by their keys."""
    place = LANGUAGES.index(language)
    return {key: row[place] for key, row in ROWS.items()}
